// Dates of a form in the teacher's own zone: the fields show local time, UTC is sent beside them.
import { t } from "./words.js";

const two = (value) => String(value).padStart(2, "0");
const local = (at) =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;

for (const field of document.querySelectorAll('input[type="datetime-local"]')) {
  const at = new Date(field.dataset.utc);
  if (field.dataset.utc && !Number.isNaN(at.getTime())) field.value = local(at);
  const utc = field.form.elements[`${field.name}_utc`];
  field.form.addEventListener("submit", () => (utc.value = field.value ? new Date(field.value).toISOString() : ""));
}
for (const hint of document.querySelectorAll("[data-zone-hint]")) {
  hint.textContent = t("Date and time in your zone (%(zone)s).", { zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
}
