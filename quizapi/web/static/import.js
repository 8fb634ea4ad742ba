// Looking at a file before it is read in: the file stays chosen, the preview comes below the form.
const form = document.getElementById("import");

form.addEventListener("submit", async (event) => {
  if (event.submitter?.value !== "preview") return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } }).catch(() => null);
  if (!response) return form.submit();
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.getElementById("preview");
  if (!response.ok || !fresh || fresh.hidden) return document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
  fresh.querySelector("[data-file-gone]").remove();
  const preview = document.getElementById("preview");
  preview.replaceChildren(...fresh.childNodes);
  preview.hidden = false;
  preview.focus();
  preview.scrollIntoView({ block: "start" });
});
