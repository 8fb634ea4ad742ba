// The time that is left, by the server's clock: it can be hidden, and is read out at ten, five and one minute only.
import { read, update } from "./kept.js";
import { t, tn } from "./words.js";

const ANNOUNCED = [600, 300, 60];

export function setUpTimer(attempt, deadline, ahead, timeIsOver) {
  if (!deadline) return;
  const shown = document.getElementById("timer");
  const said = document.getElementById("timer-said");
  const toggle = document.getElementById("timer-toggle");
  const end = Date.parse(deadline);
  let left = Infinity;

  const look = () => {
    const before = left;
    left = Math.max(0, Math.round((end - (Date.now() - ahead)) / 1000));
    const text = left >= 86_400 ? tn("%(num)s day left", "%(num)s days left", Math.floor(left / 86_400)) : t("%(time)s left", { time: clock(left) });
    if (shown.textContent !== text) shown.textContent = text;
    shown.classList.toggle("soon", left <= 60);
    const mark = ANNOUNCED.find((seconds) => before > seconds && left <= seconds);
    if (mark && before !== Infinity) said.textContent = tn("%(num)s minute left", "%(num)s minutes left", mark / 60);
    if (left > 0) setTimeout(look, 1000 - (Date.now() % 1000));
    else timeIsOver();
  };

  function hide(hidden) {
    shown.hidden = hidden;
    toggle.textContent = hidden ? t("Show time") : t("Hide time");
  }

  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    hide(!shown.hidden);
    update(attempt, (kept) => (kept.noTime = shown.hidden));
  });
  hide(read(attempt).noTime ?? false);
  look();
}

function clock(seconds) {
  const two = (value) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
