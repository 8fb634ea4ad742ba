// How the page is shown: article or questions on a small screen, all questions or one at a time.
import { read, update } from "./kept.js";
import { t } from "./words.js";

const small = matchMedia("(max-width: 59.99rem)");

export function setUpView(attempt, questions) {
  setUpTabs();
  setUpPager(attempt, questions);
}

export function showTab(name) {
  const tabs = document.getElementById("tabs");
  if (tabs.hidden) return;
  const columns = document.querySelector(".columns");
  const before = columns.dataset.tab;
  if (before === name) return;
  scrolls.set(before, scrollY);
  columns.dataset.tab = name;
  for (const tab of tabs.children) tab.setAttribute("aria-pressed", String(tab.id === `tab-${name}`));
  if (small.matches) scrollTo(0, scrolls.get(name) ?? 0);
}

const scrolls = new Map();

function setUpTabs() {
  if (!document.getElementById("article-pane")) return;
  const tabs = document.getElementById("tabs");
  tabs.hidden = false;
  document.querySelector(".columns").dataset.tab = "questions";
  for (const tab of tabs.children) {
    tab.addEventListener("click", () => showTab(tab.id.slice("tab-".length)));
  }
}

function setUpPager(attempt, questions) {
  const toggle = document.getElementById("one-by-one");
  const pager = document.getElementById("pager");
  const before = document.getElementById("before");
  const after = document.getElementById("after");
  const finish = document.querySelector('#finish button[value="review"]');
  let at = Math.max(0, questions.findIndex((question) => `#${question.id}` === location.hash));
  let single = read(attempt).single ?? small.matches;

  function show({ focus = false } = {}) {
    questions.forEach((question, index) => (question.hidden = single && index !== at));
    pager.hidden = !single || questions.length < 2;
    toggle.textContent = single ? t("Show all questions") : t("One question at a time");
    before.disabled = at === 0;
    after.disabled = at === questions.length - 1;
    finish.classList.toggle("main", !single || at === questions.length - 1);
    if (focus) {
      questions[at].focus();
      questions[at].scrollIntoView({ block: "start" });
    }
  }

  function go(by) {
    at = Math.min(questions.length - 1, Math.max(0, at + by));
    show({ focus: true });
  }

  document.getElementById("pager-choice").hidden = questions.length < 2;
  toggle.addEventListener("click", () => {
    single = !single;
    update(attempt, (kept) => (kept.single = single));
    show();
  });
  before.addEventListener("click", () => go(-1));
  after.addEventListener("click", () => go(1));
  addEventListener("hashchange", () => {
    const index = questions.findIndex((question) => `#${question.id}` === location.hash);
    if (index >= 0) {
      at = index;
      show({ focus: true });
    }
  });
  show({ focus: location.hash.startsWith("#item-") });
}
