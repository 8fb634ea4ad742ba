// The article's page: layers without a reload, and waiting for the reader.
import { readJson } from "./http.js";

if (matchMedia("(max-width: 59.99rem)").matches) {
  for (const list of document.querySelectorAll(".findings")) list.open = false;
}

const text = document.querySelector(".layered");
const boxes = [...document.querySelectorAll('.legend input[name="layers"]')];

function showLayers() {
  const on = boxes.filter((box) => box.checked).map((box) => box.value);
  text.dataset.layers = on.join(" ");
  for (const list of document.querySelectorAll(".findings")) list.hidden = !on.includes(list.dataset.layer);
  document.getElementById("no-layers").hidden = on.length > 0;
  const address = new URL(location.href);
  address.search = new URLSearchParams([["shown", "1"], ...on.map((name) => ["layers", name])]).toString();
  history.replaceState(null, "", address);
}

for (const box of boxes) box.addEventListener("change", showLayers);

const waiting = document.getElementById("being-read");
if (waiting) {
  let pause = 800;
  const look = async () => {
    const answer = await readJson(waiting.dataset.annotations).catch(() => null);
    if (answer?.status === 200 || answer?.data?.state === "failed") location.replace(location.pathname);
    else setTimeout(look, (pause = Math.min(pause * 1.3, 5000)));
  };
  setTimeout(look, pause);
}
