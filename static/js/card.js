// A card in the sandbox of another site's page: it follows the seats, and hands its links to the page around it, as it
// may open nothing itself.

import { tell } from "./embed.js";

const FOLLOWED = ["facts", "seats"];
const card = document.querySelector("[data-live]");

if (card) {
  new EventSource(card.dataset.live).addEventListener("message", ({ data }) => {
    const said = new DOMParser().parseFromString(data, "text/html");
    for (const id of FOLLOWED) {
      const fresh = said.querySelector(`hx-partial[hx-target="#${id}"] #${id}`);
      if (fresh) document.getElementById(id)?.replaceWith(document.importNode(fresh, true));
    }
  });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || window === parent) return;
  event.preventDefault();
  tell("link", link.href);
});
