// A passage whose sentences are the options: the server's radio buttons, set as running text.
const fieldsOf = (question) => [...question.querySelectorAll("[data-fields] input")];

function show(question) {
  for (const field of fieldsOf(question)) {
    const label = field.closest("label");
    label.style.textDecoration = field.checked ? "underline" : "";
    label.style.fontWeight = field.checked ? "bold" : "";
  }
}

export default {
  read(question) {
    const chosen = fieldsOf(question).find((field) => field.checked);
    return chosen ? [chosen.value] : undefined;
  },
  write(question, answer) {
    for (const field of fieldsOf(question)) field.checked = answer.includes(field.value);
    show(question);
  },
  setUp(question) {
    const passage = document.createElement("div");
    passage.className = "passage";
    for (const field of fieldsOf(question)) {
      const label = field.closest("label");
      label.style.display = "inline";
      label.removeAttribute("class");
      passage.append(label, " ");
    }
    const place = question.querySelector("[data-fields]");
    place.replaceChildren(passage);
    place.addEventListener("change", () => show(question));
    show(question);
  },
  words(question, key) {
    const field = fieldsOf(question).find((one) => one.value === key[0]);
    return field ? field.closest("label").textContent.trim() : String(key);
  },
};
