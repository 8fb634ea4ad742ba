// Progress of a job, without a reload until it has ended.
import { readJson } from "./http.js";
import { t } from "./words.js";

const box = document.getElementById("job");
const bar = document.getElementById("job-bar");
const step = document.getElementById("job-step");
// Steps are named by the worker; a kind of question has its title on the page.
const steps = { reading: t("Reading"), choosing: t("Choosing"), ...JSON.parse(box.dataset.titles || "{}") };

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
  }
  setTimeout(look, 600);
}
look();
