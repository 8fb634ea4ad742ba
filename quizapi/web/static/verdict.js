// The verdict on one answer (feedback after each): in words beside the question, and its proof in the article.
import { keyWords } from "./interactions.js";
import { markSpan } from "./mark.js";
import { showTab } from "./view.js";
import { percent, t } from "./words.js";

export function showVerdict(question, reply) {
  const isHere = question.contains(document.activeElement);
  question.dataset.final = "";
  question.querySelector("fieldset").disabled = true;
  question.querySelector(".check-one")?.remove();
  const place = question.querySelector("[data-verdict]");
  const kind = reply.correct ? "right" : reply.score ? "part" : reply.correct === null ? "" : "wrong";
  const parts = [line(`judged ${kind}`, words(reply))];
  if (!reply.correct) parts.push(line("", `${t("Right:")} ${keyWords(question, reply.key)}`));
  if (reply.explanation) parts.push(line("", reply.explanation));
  const marks = (reply.evidence ?? []).flatMap((span) => mark(question, span));
  for (const span of reply.evidence ?? []) parts.push(quote(span.text));
  if (marks.length) parts.push(pointer(marks[0]));
  place.replaceChildren(...parts);
  // The fields that had the focus take none any more: whoever uses the keyboard goes on from the verdict.
  if (isHere) {
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
  }
  showProof(question);
}

function words(reply) {
  if (reply.correct === null) return t("Answered; the score comes later");
  if (reply.correct) return `✓ ${t("Right")}`;
  return reply.score ? `◐ ${t("Partly right (%(share)s)", { share: percent(reply.score) })}` : `✕ ${t("Not right")}`;
}

function mark(question, span) {
  const articles = [...document.querySelectorAll("[data-article]")];
  const article = articles.find((one) => one.dataset.article === span.article_id);
  const marks = article ? markSpan(article, span.start, span.end, "evidence") : [];
  for (const mark of marks) mark.dataset.item = question.dataset.item;
  return marks;
}

/** Of all proofs that the article shows by now, the one of this question stands out. */
export function showProof(question) {
  for (const mark of document.querySelectorAll(".article-pane .evidence")) {
    mark.classList.toggle("on", mark.dataset.item === question.dataset.item);
  }
}

function line(className, text) {
  const paragraph = document.createElement("p");
  if (className) paragraph.className = className;
  paragraph.dir = "auto";
  paragraph.textContent = text;
  return paragraph;
}

function quote(text) {
  const block = document.createElement("blockquote");
  block.dir = "auto";
  const mark = document.createElement("mark");
  mark.textContent = text;
  block.append(mark);
  return block;
}

function pointer(target) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.textContent = t("Show it in the article");
  button.addEventListener("click", () => {
    showTab("article");
    target.scrollIntoView({ block: "center" });
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  });
  return button;
}
