// Forms that open in place: Esc closes them unless something was typed, and the focus goes back to the link that opened
// them. A link that closes is marked with data-closes: the id of the link that opens; with data-empties, the id of
// what it empties, the server need not be asked. Without this file it leads to a page.

import { tellOpen } from "./page.js";

let opener = ""; // what gets the focus once the server has closed a form

const touched = new WeakSet(); // forms in which somebody typed
const { form, value, defaultValue } = document.activeElement;
if (form && value !== defaultValue) touched.add(form); // typed before this file came

document.addEventListener("input", ({ target }) => target.form && touched.add(target.form));

// The link that opened a place closes it, too; before htmx, which would open it again.
document.addEventListener("click", (event) => {
  const link = event.target.closest('[data-opens][aria-expanded="true"]');
  if (!link) return;
  event.preventDefault();
  event.stopPropagation();
  document.getElementById(link.dataset.opens).replaceChildren();
  tellOpen();
}, true);

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-closes]");
  if (!link) return;
  opener = link.dataset.closes;
  if (!link.dataset.empties) return;
  event.preventDefault();
  document.getElementById(link.dataset.empties).replaceChildren();
  closed();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) return;
  const form = event.target.closest("form");
  const link = form?.querySelector("[data-closes]");
  if (!link) return;
  event.preventDefault();
  if (touched.has(form)) link.focus(); // nothing that was typed is lost by one key
  else link.click();
});

function closed() {
  const link = document.getElementById(opener);
  opener = "";
  link?.focus();
  tellOpen();
}

document.addEventListener("htmx:after:swap", () => opener && closed());
