// The cookie is gone, but the device may have kept the token.
import { read } from "./kept.js";
import { t } from "./words.js";

const form = document.getElementById("resume");
const { token } = read(form.dataset.attempt);
if (token && !sessionStorage.getItem(`resumed-${form.dataset.attempt}`)) {
  sessionStorage.setItem(`resumed-${form.dataset.attempt}`, "1");
  document.getElementById("resume-said").textContent = t("Going on where you were …");
  form.elements.token.value = token;
  form.submit();
}
