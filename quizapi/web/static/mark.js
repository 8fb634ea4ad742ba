// Marks a span of an article. Positions are code points, as everywhere in the API; the browser counts in UTF-16.

export function markSpan(article, start, end, className) {
  const marks = [];
  for (const paragraph of article.querySelectorAll("p[data-start]")) {
    let at = Number(paragraph.dataset.start);
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const parts = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const points = Array.from(node.data);
      const first = Math.max(0, start - at);
      const last = Math.min(points.length, end - at);
      if (first < last) parts.push([node, points.slice(0, first).join("").length, points.slice(0, last).join("").length]);
      at += points.length;
    }
    for (const [node, first, last] of parts) {
      const range = document.createRange();
      range.setStart(node, first);
      range.setEnd(node, last);
      const mark = document.createElement("mark");
      mark.className = className;
      range.surroundContents(mark);
      marks.push(mark);
    }
  }
  return marks;
}
