// Putting lines in order with two buttons a line: keyboard and touch alike, nothing to drag. The fields of the form
// stay the truth, so that reading an answer is the same with and without this.
import { t } from "./words.js";

export function setUpOrder(question, { confirm: asksToConfirm = true } = {}) {
  const list = question.querySelector("[data-order]");
  const rows = () => [...list.children];
  const said = document.createElement("p");
  said.className = "unseen";
  said.setAttribute("role", "status");
  list.after(said);
  question.querySelector(".hint").textContent = t("Put the lines in order with the arrows.");

  const selectOf = (row) => row.querySelector("select");
  const textOf = (row) => row.querySelector(".order-text").textContent;

  function sortByPlaces() {
    const placed = rows().every((row) => selectOf(row).value);
    if (placed) list.append(...rows().sort((a, b) => selectOf(a).value - selectOf(b).value));
    showEnds();
  }

  function showEnds() {
    const all = rows();
    all.forEach((row, index) => {
      row.querySelector(".up").setAttribute("aria-disabled", String(index === 0));
      row.querySelector(".down").setAttribute("aria-disabled", String(index === all.length - 1));
    });
  }

  function move(row, by) {
    const all = rows();
    const at = all.indexOf(row);
    const to = at + by;
    if (to < 0 || to >= all.length) return;
    if (by < 0) all[to].before(row);
    else all[to].after(row);
    rows().forEach((other, index) => (selectOf(other).value = String(index + 1)));
    showEnds();
    said.textContent = t("%(line)s: now %(place)s of %(total)s", { line: textOf(row), place: to + 1, total: all.length });
    selectOf(row).dispatchEvent(new Event("change", { bubbles: true }));
  }

  for (const row of rows()) {
    const select = selectOf(row);
    select.hidden = true;
    row.querySelector("label").hidden = true;
    const buttons = document.createElement("span");
    buttons.className = "moves";
    for (const [name, sign, words, by] of [["up", "↑", t("Move up"), -1], ["down", "↓", t("Move down"), 1]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = name;
      button.textContent = sign;
      button.setAttribute("aria-label", `${words}: ${textOf(row)}`);
      button.addEventListener("click", () => {
        move(row, by);
        button.focus();
      });
      buttons.append(button);
    }
    row.append(buttons);
  }
  question.addEventListener("reordered", sortByPlaces);
  sortByPlaces();
  if (!asksToConfirm) return;
  const confirm = document.createElement("button");
  confirm.type = "button";
  confirm.className = "plain";
  confirm.textContent = t("The order is right as it stands");
  confirm.addEventListener("click", () => {
    rows().forEach((row, index) => (selectOf(row).value = String(index + 1)));
    said.textContent = t("Order taken as it stands");
    selectOf(rows()[0]).dispatchEvent(new Event("change", { bubbles: true }));
  });
  list.after(confirm);
}
