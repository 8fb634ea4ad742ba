// Answers as they stand in a question's fields, in the API's shapes, and back into the fields.

const fields = (question) => [...question.querySelectorAll("input, select")];

/** The answer of a question; undefined where it is blank or, for an order, not whole. */
export function readAnswer(question) {
  const all = fields(question);
  const chosen = all.filter((field) => field.checked).map((field) => field.value);
  switch (question.dataset.interaction) {
    case "true_false":
      return chosen.length ? chosen[0] === "true" : undefined;
    case "choice":
      return chosen.length ? chosen : undefined;
    case "multiple":
      return chosen.length || question.dataset.touched ? chosen : undefined;
    case "text":
      return all[0].value.trim() || question.dataset.touched ? all[0].value.trim() : undefined;
    case "match": {
      const pairs = all.filter((field) => field.value).map((field) => [optionOf(question, field), field.value]);
      return pairs.length || question.dataset.touched ? pairs : undefined;
    }
    case "order": {
      const placed = all.map((field) => [Number(field.value), optionOf(question, field)]).sort((a, b) => a[0] - b[0]);
      return placed.every(([place], index) => place === index + 1) ? placed.map(([, option]) => option) : undefined;
    }
    default:
      return undefined;
  }
}

export function writeAnswer(question, answer) {
  const all = fields(question);
  switch (question.dataset.interaction) {
    case "true_false":
      for (const field of all) field.checked = field.value === String(answer);
      break;
    case "choice":
    case "multiple":
      for (const field of all) field.checked = answer.includes(field.value);
      break;
    case "text":
      all[0].value = answer;
      break;
    case "match": {
      const partner = new Map(answer);
      for (const field of all) field.value = partner.get(optionOf(question, field)) ?? "";
      break;
    }
    case "order":
      for (const field of all) field.value = String(answer.indexOf(optionOf(question, field)) + 1 || "");
      question.dispatchEvent(new CustomEvent("reordered"));
      break;
  }
}

export const isBlank = (answer) => answer === undefined || answer === "" || (Array.isArray(answer) && !answer.length);

function optionOf(question, field) {
  return field.name.slice(`answer-${question.dataset.item}-`.length);
}
