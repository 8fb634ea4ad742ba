// How questions are answered on the page: one renderer for each interaction, the six of our own and those of plugins
// alike.
//
// A renderer is an object with these functions. `question` is the element of the question; its fields stand in
// `[data-fields]`, written by the server so that they also work without scripts.
//
//   read(question)                   the answer in the API's shape, or undefined where it is blank
//   write(question, answer)          puts an answer into the fields
//   setUp(question, tools)           optional: makes the fields better. A plugin's may replace what is in
//                                    `[data-fields]` by controls of its own; they must be named and work by keyboard
//                                    and touch. `tools` is {item, changed}: what the student may see of the item
//                                    (plugins only), and what to call when the student has changed the answer (fields
//                                    that send `change` events need not)
//   words(question, key)             optional: a key in words, for the verdict
//
// A plugin's module exports its renderer as `default` and imports nothing; its address is `data-renderer` of the
// question. Where it cannot be loaded, the server's fields stay and are read as `data-form` says.
import { choices, trueFalse } from "./interactions/choices.js";
import { match } from "./interactions/match.js";
import { order } from "./interactions/order.js";
import { text } from "./interactions/text.js";

const renderers = new Map();

export const register = (interaction, renderer) => renderers.set(interaction, renderer);

register("choice", choices);
register("multiple", choices);
register("true_false", trueFalse);
register("order", order);
register("match", match);
register("text", text);

/** The renderer of a question: of its interaction, else of the form in which the server wrote its fields. */
export const rendererOf = ({ dataset }) => renderers.get(dataset.interaction) ?? renderers.get(dataset.form);

/** Loads the renderers of plugins that these questions need, then sets all of them up. */
export async function setUpQuestions(questions, changed) {
  const wanted = new Map(questions.filter(({ dataset }) => dataset.renderer).map(({ dataset }) => [dataset.interaction, dataset.renderer]));
  await Promise.all(
    [...wanted].map(async ([interaction, address]) => {
      try {
        register(interaction, (await import(address)).default);
      } catch (error) {
        console.info(`${interaction} is answered by its plain fields: ${error.message}`);
      }
    }),
  );
  for (const question of questions) {
    const item = question.dataset.content ? JSON.parse(question.dataset.content) : undefined;
    rendererOf(question)?.setUp?.(question, { item, changed: () => changed(question) });
  }
}

export const readAnswer = (question) => rendererOf(question)?.read(question);
export const writeAnswer = (question, answer) => rendererOf(question)?.write(question, answer);
export const keyWords = (question, key) => rendererOf(question)?.words?.(question, key) ?? String(key);
export const isBlank = (answer) => answer === undefined || answer === "" || (Array.isArray(answer) && !answer.length);
