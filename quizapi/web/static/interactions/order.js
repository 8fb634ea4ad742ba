// Lines in order: moved by buttons, kept in the fields of the form.
import { setUpOrder } from "../order.js";
import { fieldsOf, optionOf } from "./fields.js";

export const order = {
  setUp: (question) => setUpOrder(question),
  read(question) {
    const placed = fieldsOf(question).map((field) => [Number(field.value), optionOf(question, field)]).sort((a, b) => a[0] - b[0]);
    return placed.every(([place], index) => place === index + 1) ? placed.map(([, option]) => option) : undefined;
  },
  write(question, answer) {
    for (const field of fieldsOf(question)) field.value = String(answer.indexOf(optionOf(question, field)) + 1 || "");
    question.dispatchEvent(new CustomEvent("reordered"));
  },
  words(question, key) {
    const row = (id) => question.querySelector(`[data-option="${CSS.escape(id)}"] .order-text`)?.textContent ?? id;
    return key.map(row).join(" → ");
  },
};
