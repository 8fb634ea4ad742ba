// Options to tick, and statements that are true or false.
import { t } from "../words.js";
import { fieldsOf } from "./fields.js";

const chosen = (question) => fieldsOf(question).filter((field) => field.checked).map((field) => field.value);

export const choices = {
  read(question) {
    const values = chosen(question);
    const { touched, form } = question.dataset;
    return values.length || (touched && form === "multiple") ? values : undefined;
  },
  write(question, answer) {
    for (const field of fieldsOf(question)) field.checked = answer.includes(field.value);
  },
  words(question, key) {
    const text = (id) => fieldsOf(question).find((field) => field.value === id)?.closest("label")?.textContent.trim() ?? id;
    return key.map(text).join("; ");
  },
};

export const trueFalse = {
  read(question) {
    const [value] = chosen(question);
    return value === undefined ? undefined : value === "true";
  },
  write(question, answer) {
    for (const field of fieldsOf(question)) field.checked = field.value === String(answer);
  },
  words: (_, key) => (key ? t("True") : t("False")),
};
