// What belongs together: a list beside each option.
import { fieldsOf, optionOf } from "./fields.js";

export const match = {
  read(question) {
    const pairs = fieldsOf(question).filter((field) => field.value).map((field) => [optionOf(question, field), field.value]);
    return pairs.length || question.dataset.touched ? pairs : undefined;
  },
  write(question, answer) {
    const partner = new Map(answer);
    for (const field of fieldsOf(question)) field.value = partner.get(optionOf(question, field)) ?? "";
  },
  words(question, key) {
    const fields = new Map(fieldsOf(question).map((field) => [optionOf(question, field), field]));
    const left = (id) => fields.get(id)?.labels[0]?.textContent ?? id;
    const right = (id, partner) => [...(fields.get(id)?.options ?? [])].find((choice) => choice.value === partner)?.textContent ?? partner;
    return key.map(([id, partner]) => `${left(id)} → ${right(id, partner)}`).join("; ");
  },
};
