// What scripts say, in the language of the page. English is the source and needs no catalogue; another language's is
// asked for once, at an address of the same version as this file.
export const language = document.documentElement.lang;
let catalogue = {};
if (language !== "en") {
  const answer = await fetch(new URL(`./words/${language}.json`, import.meta.url)).catch(() => null);
  if (answer?.ok) catalogue = await answer.json();
}
const rules = new Intl.PluralRules(language);
const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

/** The text in the language of the page; `%(name)s` stands for a value. */
export const t = (text, values = {}) => fill(catalogue[text] || text, values);

/** The form of the text that fits the number, which is `%(num)s` in it. */
export function tn(one, many, num, values = {}) {
  const forms = catalogue[one];
  const at = forms ? rules.resolvedOptions().pluralCategories.indexOf(rules.select(num)) : num === 1 ? 0 : 1;
  return fill((forms ?? [one, many])[at] || many, { num, ...values });
}

/** A share in [0, 1] as a percentage. */
export const percent = (share) => new Intl.NumberFormat(language, { style: "percent" }).format(share);
