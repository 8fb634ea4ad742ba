// Answering: every change is kept and sent at once, and the page always says whether it is stored.
import { isBlank, readAnswer, setUpQuestions, writeAnswer } from "./interactions.js";
import { aheadOf } from "./clock.js";
import { keepPage, read, update } from "./kept.js";
import { Outbox } from "./outbox.js";
import { setUpView } from "./view.js";
import { setUpTimer } from "./timer.js";
import { showProof, showVerdict } from "./verdict.js";
import { send } from "./http.js";
import { t, tn } from "./words.js";

const form = document.getElementById("answers");
const attempt = form.dataset.attempt;
const judgesEach = form.dataset.feedback === "each";
const questions = [...form.querySelectorAll(".question")];
// A copy that the device kept is older than it looks: the clock is the one of the last visit.
const isCopy = form.dataset.kept === "yes";
const ahead = isCopy ? (read(attempt).ahead ?? 0) : aheadOf(form.dataset.now);
if (!isCopy) update(attempt, (kept) => (kept.ahead = ahead));
const started = Date.parse(form.dataset.started);
// Tenths of a second since the attempt began, by the server's clock: the later change wins, whatever the device.
const outbox = new Outbox(attempt, form.dataset.token, () => Math.floor((Date.now() - ahead - started) / 100));
const state = document.getElementById("save-state");
const aloud = document.getElementById("state-said");
const trouble = document.getElementById("finish-said");
const seen = new Map(questions.map((question) => [question.dataset.item, Number(question.dataset.seq ?? 0)]));

const questionOf = (item) => questions.find((question) => question.dataset.item === item);

function note(item, text) {
  const place = questionOf(item)?.querySelector("[data-saved]");
  if (place && place.textContent !== text) place.textContent = text;
}

// What is shown at once is read out only when it has stayed: not each saving of each answer.
let pause = null;

function say(text) {
  if (state.textContent === text) return;
  state.textContent = text;
  clearTimeout(pause);
  if (text !== t("Saving …")) pause = setTimeout(() => aloud.textContent !== text && (aloud.textContent = text), 1000);
}

function showState(why = "") {
  const { waiting } = outbox;
  if (!waiting && why === "offline") say(t("No connection: what you answer is kept on this device"));
  else if (!waiting) say(t("All saved"));
  else if (why === "offline") say(tn("No connection: %(num)s answer waits on this device", "No connection: %(num)s answers wait on this device", waiting));
  else if (why) say(tn("The server is busy: %(num)s answer waits on this device", "The server is busy: %(num)s answers wait on this device", waiting));
  else say(t("Saving …"));
  const answered = questions.filter((question) => !isBlank(readAnswer(question)) && (!judgesEach || "final" in question.dataset || outbox.pending[question.dataset.item]));
  document.getElementById("answered").textContent = answered.length;
}

function keep(question, wait = 0) {
  const { item } = question.dataset;
  const answer = readAnswer(question);
  if (answer !== undefined) outbox.put(item, answer, { known: seen.get(item), wait });
}

function changed(question, wait) {
  question.dataset.touched = "yes";
  if (!judgesEach) keep(question, wait);
}

for (const question of questions) {
  question.addEventListener("input", (event) => {
    if (event.target.matches('input[type="text"]')) changed(question, 700);
  });
  question.addEventListener("change", () => changed(question, 0));
}
for (const type of ["focusin", "click"]) {
  form.addEventListener(type, (event) => {
    const question = event.target.closest(".question");
    if (question) showProof(question);
  });
}
await setUpQuestions(questions, (question) => changed(question, 0));

outbox.addEventListener("changed", ({ detail }) => {
  note(detail.item, t("Saving …"));
  showState();
});
outbox.addEventListener("saved", ({ detail: { item, reply } }) => {
  const question = questionOf(item);
  seen.set(item, reply.client_seq ?? 0);
  if (reply.ignored && !outbox.pending[item] && question) writeAnswer(question, reply.answer);
  note(item, reply.ignored ? `✓ ${t("A later answer from another device stays")}` : `✓ ${t("Saved")}`);
  if (question && "correct" in reply) showVerdict(question, reply);
  showState();
});
outbox.addEventListener("waiting", ({ detail }) => {
  for (const item of Object.keys(outbox.pending)) note(item, t("Kept on this device"));
  showState(detail.why);
});
outbox.addEventListener("refused", ({ detail }) => {
  if (detail.type === "attempt-ended" || detail.type === "answer-final") return location.reload();
  note(detail.item, `✕ ${detail.text}`);
  say(t("One answer could not be saved"));
  if (detail.gone) trouble.textContent = `✕ ${detail.text}`;
});

form.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (button?.name === "check") {
    event.preventDefault();
    const question = questionOf(button.value);
    const answer = readAnswer(question);
    if (isBlank(answer)) {
      aloud.textContent = t("Choose or write an answer first");
      return note(button.value, `✕ ${t("Choose or write an answer first")}`);
    }
    keep(question);
    return;
  }
  event.preventDefault();
  trouble.textContent = "";
  if (await outbox.flush()) location.assign(`/attempts/${attempt}/review`);
  else trouble.textContent = `✕ ${t("There is no connection. Your answers wait on this device; go on here once it is back.")}`;
});

async function timeIsOver() {
  for (const question of questions) {
    question.querySelector("fieldset").disabled = true;
  }
  say(t("The time is over"));
  await outbox.flush();
  const end = async () => {
    const reply = await send("POST", `/api/v1/attempts/${attempt}/submit`, { token: form.dataset.token }).catch(() => null);
    if (reply) location.reload();
    else setTimeout(end, 3000);
  };
  end();
}

async function sendFlags() {
  const { flags } = read(attempt);
  const path = `/api/v1/attempts/${attempt}/flags`;
  const reply = await send("PUT", path, { body: { item_ids: flags }, token: form.dataset.token }).catch(() => null);
  if (reply?.ok && read(attempt).flags.length === flags.length) update(attempt, (kept) => (kept.flagsWait = false));
}

function setUpFlags() {
  // Flags set on this device while it was offline go first; else those of the server hold, from whichever device.
  if (read(attempt).flagsWait) sendFlags();
  else if (!isCopy) update(attempt, (kept) => (kept.flags = form.dataset.flagged.split(" ").filter(Boolean)));
  for (const question of questions) {
    const { item } = question.dataset;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain flag";
    const show = () => {
      const on = read(attempt).flags.includes(item);
      button.setAttribute("aria-pressed", String(on));
      button.textContent = on ? `⚑ ${t("Flagged")}` : `⚐ ${t("Flag")}`;
    };
    button.addEventListener("click", () => {
      update(attempt, (kept) => {
        kept.flags = kept.flags.includes(item) ? kept.flags.filter((flag) => flag !== item) : [...kept.flags, item];
        kept.flagsWait = true;
      });
      show();
      sendFlags();
    });
    show();
    question.querySelector(".question-head").append(button);
  }
}

// The page shows what the server had when it was made, as a copy long ago or just before an answer that was on its way
// when the last page was left: what was saved since then is put in.
for (const [item, reply] of Object.entries(read(attempt).saved)) {
  const question = questionOf(item);
  if (!question || "final" in question.dataset || !(reply.client_seq > (seen.get(item) ?? 0))) continue;
  question.dataset.touched = "yes";
  writeAnswer(question, reply.answer);
  seen.set(item, reply.client_seq);
  note(item, `✓ ${t("Saved")}`);
  if ("correct" in reply) showVerdict(question, reply);
}

// What waited on this device when the page was left stands in the fields again, and is sent.
for (const [item, { answer }] of Object.entries(outbox.pending)) {
  const question = questionOf(item);
  if (!question || "final" in question.dataset) continue;
  writeAnswer(question, answer);
  note(item, t("Kept on this device"));
}
document.body.classList.add("scripted");
setUpFlags();
setUpView(attempt, questions);
setUpTimer(attempt, form.dataset.deadline, ahead, timeIsOver);
if (isCopy) showState("offline");
if (outbox.waiting) {
  if (!isCopy) showState();
  outbox.flush();
}
keepPage(attempt);
addEventListener("offline", () => showState("offline"));
addEventListener("online", () => showState());
