// Handing out: copying the link.
import { t } from "./words.js";

const button = document.getElementById("copy");
if (navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const said = document.getElementById("copy-said");
    try {
      await navigator.clipboard.writeText(button.dataset.text);
      said.textContent = t("The link is copied.");
    } catch {
      said.textContent = t("The browser does not allow copying: mark the link and copy it.");
    }
  });
}
