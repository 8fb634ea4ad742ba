// What the fields of all interactions have in common.

export const fieldsOf = (question) => [...question.querySelectorAll("[data-fields] input, [data-fields] select")];

/** The option that a field belongs to, by its name. */
export const optionOf = (question, field) => field.name.slice(`answer-${question.dataset.item}-`.length);
