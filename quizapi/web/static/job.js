// Progress of a job, without a reload until it has ended.
import { readJson } from "./http.js";
import { t, tn } from "./words.js";

const box = document.getElementById("job");
const bar = document.getElementById("job-bar");
const step = document.getElementById("job-step");
const left = document.getElementById("job-left");
// Steps are named by the worker; a kind of question has its title on the page.
const steps = { reading: t("Reading"), choosing: t("Choosing"), ...JSON.parse(box.dataset.titles || "{}") };

// Rounded so that it does not tick: to five seconds, from a minute and a half on to minutes.
function timeLeft(seconds) {
  if (seconds === null) return "";
  if (seconds >= 90) return tn("About %(num)s minute left", "About %(num)s minutes left", Math.round(seconds / 60));
  return tn("About %(num)s second left", "About %(num)s seconds left", Math.max(5, Math.ceil(seconds / 5) * 5));
}

async function look() {
  const answer = await readJson(box.dataset.job).catch(() => null);
  if (answer?.ok) {
    const { state, progress } = answer.data;
    if (state !== "queued" && state !== "running") return location.reload();
    if (progress.total) {
      bar.max = progress.total;
      bar.value = progress.done;
    }
    const words = progress.step ? (steps[progress.step] ?? progress.step) : state === "queued" ? t("Waiting for a free worker") : t("At work");
    const text = words[0].toUpperCase() + words.slice(1);
    if (step.textContent !== text) step.textContent = text;
    left.textContent = timeLeft(progress.remaining_seconds);
  }
  setTimeout(look, 600);
}
look();
