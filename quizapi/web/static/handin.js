// Before handing in: answers that still wait on this device are sent first.
import { Outbox } from "./outbox.js";
import { read } from "./kept.js";
import { t } from "./words.js";

const form = document.getElementById("hand-in");
const said = document.getElementById("waiting-said");
const attempt = form.dataset.attempt;
const outbox = new Outbox(attempt, form.dataset.token);
const { flags, flagsWait } = read(attempt);

for (const row of document.querySelectorAll("#overview > li")) {
  if (flagsWait && flags.includes(row.dataset.item)) row.querySelector("[data-flag]").hidden = false;
}

form.addEventListener("submit", async (event) => {
  if (!outbox.waiting && navigator.onLine) return;
  event.preventDefault();
  said.hidden = false;
  said.textContent = t("Sending your last answers …");
  if (await outbox.flush()) form.submit();
  else said.textContent = t("There is no connection. Your answers wait on this device: hand in once it is back.");
});

if (outbox.waiting) outbox.flush().then((sent) => sent && location.reload());
