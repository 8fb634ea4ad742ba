// Results while students answer: the API is asked by ETag, and the part that changes is written anew only when
// something has. It can be paused.
import { t } from "./words.js";
const live = document.getElementById("live");
const pause = document.getElementById("pause");
const state = document.getElementById("live-state");
const announce = document.getElementById("live-announce");
const EVERY = 4000;
let etag = "";
let words = document.getElementById("live-said").dataset.words;

async function look() {
  if (pause.getAttribute("aria-pressed") !== "true" && document.visibilityState === "visible") {
    try {
      const answer = await fetch(live.dataset.api, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" });
      if (answer.status === 200) {
        const isFirst = !etag;
        etag = answer.headers.get("ETag");
        if (!isFirst) await refresh();
      }
      state.textContent = answer.ok || answer.status === 304 ? t("Live") : t("Not live: reload the page");
    } catch {
      state.textContent = t("No connection: trying again");
    }
  }
  setTimeout(look, EVERY);
}

async function refresh() {
  const response = await fetch(`${location.pathname}?part=live`, { cache: "no-store" });
  if (!response.ok) return;
  const focused = live.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const table = live.querySelector(".scroll");
  const left = table?.scrollLeft ?? 0;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  live.replaceChildren(...page.body.childNodes);
  if (live.querySelector(".scroll")) live.querySelector(".scroll").scrollLeft = left;
  if (focused) live.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  const now = document.getElementById("live-said").dataset.words;
  if (now !== words) announce.textContent = words = now;
}

pause.hidden = false;
pause.addEventListener("click", () => {
  const on = pause.getAttribute("aria-pressed") !== "true";
  pause.setAttribute("aria-pressed", String(on));
  state.textContent = on ? t("Paused") : t("Live");
});
look();
