// Reviewing by keyboard, without reloads. Each change goes to the API with the item's ETag; the page itself stays
// what the server wrote, so that everything here also works by its forms.
import { readJson, send, problemText } from "./http.js";
import { t } from "./words.js";

const review = document.getElementById("review");
const api = review.dataset.api;
const said = document.getElementById("review-said");
const dialog = document.getElementById("keys");
const keysOn = document.getElementById("keys-on");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const undoButton = document.getElementById("undo");
const undone = [];
const saidOf = { accepted: t("Accepted."), rejected: t("Rejected."), proposed: t("To be reviewed again.") };
let current = null;
let busy = Promise.resolve();

const cards = () => [...document.querySelectorAll("#items > .item")];
const card = (id) => document.getElementById(`item-${id}`);
const behavior = () => (calm.matches ? "auto" : "smooth");

function say(text) {
  said.textContent = "";
  setTimeout(() => (said.textContent = text), 50);
}

function showEvidence(item) {
  for (const mark of document.querySelectorAll(".evidence.on")) mark.classList.remove("on");
  const marks = [...document.querySelectorAll(".evidence")].filter((mark) => mark.dataset.item === item.dataset.id);
  for (const mark of marks) mark.classList.add("on");
  const pane = document.getElementById("articles");
  if (marks.length && pane.scrollHeight > pane.clientHeight + 4) {
    // What proves the key must be seen; what the proof speaks of only where there is room for both.
    const [first, last] = [marks[0].getBoundingClientRect(), marks.at(-1).getBoundingClientRect()];
    const proof = marks.find((mark) => !mark.classList.contains("context"))?.getBoundingClientRect() ?? first;
    const shown = last.bottom - first.top < pane.clientHeight / 2 ? first : proof;
    const top = shown.top - pane.getBoundingClientRect().top + pane.scrollTop;
    pane.scrollTo({ top: Math.max(0, top - pane.clientHeight / 3), behavior: behavior() });
  }
}

function select(item, { focus = true } = {}) {
  if (!item) return;
  current?.removeAttribute("aria-current");
  current = item;
  item.setAttribute("aria-current", "true");
  if (focus) {
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest", behavior: behavior() });
  }
  showEvidence(item);
}

function step(by) {
  const all = cards();
  const at = all.indexOf(current);
  select(all[Math.min(all.length - 1, Math.max(0, at + by))]);
}

function nextToReview(item) {
  const all = cards();
  const at = all.indexOf(item);
  return [...all.slice(at + 1), ...all.slice(0, at)].find((other) => other.dataset.status === "proposed");
}

// The parts of the page that depend on items, as the server writes them now.
async function refresh() {
  const response = await fetch(location.pathname, { cache: "no-store" });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const pane = document.getElementById("articles");
  const top = pane.scrollTop;
  for (const id of ["items", "articles", "accept-all", "review-progress", "review-done"]) {
    const old = document.getElementById(id);
    const fresh = page.getElementById(id);
    if (old && fresh) {
      old.replaceChildren(...fresh.childNodes);
      old.hidden = fresh.hidden;
    }
  }
  const bar = page.getElementById("review-bar");
  if (bar) document.getElementById("review-bar").setAttribute("value", bar.getAttribute("value"));
  const head = document.querySelector(".head .actions .main");
  if (!head && page.querySelector(".head .actions .main")) {
    document.querySelector(".head .actions").prepend(page.querySelector(".head .actions .main"));
  }
  pane.scrollTop = top;
}

function showUndo() {
  if (undoButton) undoButton.disabled = !undone.length;
}

function note(change) {
  undone.push(change);
  showUndo();
}

async function setStatus(item, status, { remember = true, advance = true } = {}) {
  const id = item.dataset.id;
  const before = item.dataset.status;
  if (before === status) return advance ? select(nextToReview(item) ?? item) : undefined;
  const answer = await send("PATCH", `${api}/items/${id}`, { body: { status }, ifMatch: item.dataset.etag });
  if (!answer.ok) return failed(answer, id);
  if (remember) note({ id, status: before });
  await refresh();
  const now = card(id);
  say(saidOf[status]);
  select((advance && nextToReview(now)) || now);
}

async function replace(item) {
  const answer = await send("POST", `${api}/items/${item.dataset.id}/replace`, { ifMatch: item.dataset.etag });
  if (!answer.ok) return failed(answer, item.dataset.id);
  note({ id: item.dataset.id, status: item.dataset.status, replacedBy: answer.data.id });
  await refresh();
  say(t("Replaced."));
  select(card(answer.data.id) ?? cards()[0]);
}

async function failed(answer, id) {
  say(problemText(answer));
  if (answer.status === 412 || answer.status === 404) await refresh();
  const item = card(id);
  if (item) {
    select(item);
    const line = document.createElement("p");
    line.className = "error";
    line.textContent = `✕ ${problemText(answer)}`;
    item.querySelector("form").before(line);
  }
}

// The question that was replaced comes back as it was judged; the one that took its place is in reserve again, or is
// rejected where it was edited or handed out meanwhile.
async function putBack({ id, status, replacedBy }) {
  const taken = card(replacedBy);
  const body = { replacement_id: replacedBy, status };
  const answer = await send("POST", `${api}/items/${id}/replace/undo`, { body });
  if (answer.ok) await refresh();
  else {
    const old = await readJson(`${api}/items/${id}`);
    if (!old.ok) return failed(old, replacedBy);
    const judged = await send("PATCH", `${api}/items/${id}`, { body: { status }, ifMatch: old.etag });
    if (!judged.ok) return failed(judged, replacedBy);
    if (taken) await setStatus(taken, "rejected", { remember: false, advance: false });
    else await refresh();
  }
  select(card(id));
  say(t("Undone."));
}

async function undo() {
  const last = undone.pop();
  showUndo();
  if (last?.replacedBy) return putBack(last);
  const item = last && card(last.id);
  if (!item) return say(t("Nothing to undo."));
  await setStatus(item, last.status, { remember: false, advance: false });
  say(t("Undone."));
}

addEventListener("resize", () => current && showEvidence(current));

const act = (work) => {
  busy = busy.then(work).catch(() => say(t("The network failed. Nothing was changed.")));
};

const statusOf = { accept: "accepted", reject: "rejected", propose: "proposed" };

document.getElementById("items").addEventListener("submit", (event) => {
  const action = event.submitter?.value;
  const item = event.target.closest(".item");
  if (!item || !action) return;
  event.preventDefault();
  if (action === "replace") act(() => replace(item));
  else act(() => setStatus(item, statusOf[action], { advance: action !== "propose" }));
});

document.getElementById("items").addEventListener("focusin", (event) => {
  const item = event.target.closest(".item");
  if (item && item !== current) select(item, { focus: false });
});

document.getElementById("items").addEventListener("click", (event) => {
  const item = event.target.closest(".item");
  if (!item) return;
  if (event.target.closest('a[href^="#e-"]') && matchMedia("(min-width: 60rem)").matches) event.preventDefault();
  if (item !== current) select(item, { focus: !event.target.closest("a, button") });
  else showEvidence(item);
});

const keys = {
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  a: () => current && act(() => setStatus(current, "accepted")),
  r: () => current && act(() => setStatus(current, "rejected")),
  x: () => current?.querySelector('button[value="replace"]') && act(() => replace(current)),
  e: () => current && current.querySelector("[data-edit]").click(),
  u: () => act(undo),
  "?": () => dialog.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
  if (event.target.closest("input, textarea, select, summary, [contenteditable]")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!(key in keys) || (!keysOn.checked && key !== "?")) return;
  if (key.startsWith("Arrow") && event.target.closest("#articles")) return;
  event.preventDefault();
  keys[key]();
});

document.body.classList.add("scripted");
if (undoButton) undoButton.hidden = false;
undoButton?.addEventListener("click", () => act(undo));
const opener = document.getElementById("show-keys");
if (opener) opener.hidden = false;
opener?.addEventListener("click", () => dialog.showModal());
try {
  keysOn.checked = localStorage.getItem("quizapi-keys") !== "off";
  keysOn.addEventListener("change", () => localStorage.setItem("quizapi-keys", keysOn.checked ? "on" : "off"));
} catch {
  // Without storage the choice lasts as long as the page.
}

const wanted = location.hash.startsWith("#item-") && document.getElementById(location.hash.slice(1));
const first = wanted || cards().find((item) => item.dataset.status === "proposed") || cards()[0];
select(first, { focus: Boolean(wanted) });
if (first && first !== cards()[0]) first.scrollIntoView({ block: "center" });
