// The result: printing, and leaving nothing on a shared device.
import { forget, forgetAnswers } from "./kept.js";

const print = document.getElementById("print");
print.hidden = false;
print.addEventListener("click", () => window.print());
for (const form of document.querySelectorAll(".forget")) {
  form.addEventListener("submit", () => forget(form.dataset.attempt));
}
forgetAnswers(document.querySelector(".forget").dataset.attempt);
