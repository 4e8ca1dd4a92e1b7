// The moderation queue by keyboard: j and k walk, a s d z decide, x ticks, ? lists them. Everything else works without
// this file.

import { pressed } from "./queue-keys.js";

const rows = () => [...document.querySelectorAll("#queue > li")];
const dialog = document.getElementById("shortcuts");
let current = null; // the id of the row in which the focus was last

const row = () => document.getElementById(current ?? "");

function walk(step) {
  const all = rows();
  const at = all.indexOf(row());
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function decide(decision) {
  row()?.querySelector(`button[name="decision"][value="${decision}"]`)?.click();
}

// Ticked comments are decided together.
const ticks = () => [...document.querySelectorAll('#queue input[name="seen"]')];

function count() {
  const shown = document.getElementById("batch-count");
  if (shown) shown.textContent = ticks().filter((tick) => tick.checked).length || "";
}

function tick(boxes, checked) {
  for (const box of boxes) box.checked = checked;
  count();
}

function tickRow() {
  const box = row()?.querySelector('input[name="seen"]');
  if (box) tick([box], !box.checked);
}

function tickAll() {
  const all = ticks();
  tick(all, !all.every((box) => box.checked));
}

const ACTS = {
  walk,
  decide,
  tickRow,
  tickAll,
  help: () => dialog?.showModal(),
  decideAll: (decision) => document.getElementById(`batch-${decision}`)?.click(),
  undoAll: () => document.querySelector("#batch-last form button")?.click(),
};
const FIELDS = 'input:not([type="checkbox"]), textarea, select, [contenteditable], dialog';

function press(event) {
  const meant = pressed(event, Boolean(event.target.closest(FIELDS)));
  if (!meant) return;
  const [act, how] = meant;
  ACTS[act](how);
  event.preventDefault();
}

// A button that was pressed may leave with the state that it belonged to: the focus goes to its row.
function keepFocus() {
  if (document.activeElement === document.body) row()?.focus({ preventScroll: true });
}

// A row may say less once it is decided (why it was held, who reported it): it keeps its height all the same, so that
// nothing below moves. A form that is open in it comes and goes with its own.
const heights = new Map();
const kept = new CSSStyleSheet();
document.adoptedStyleSheets.push(kept);

function keepHeights() {
  const closed = rows().filter((each) => !each.classList.contains("queue-row-open"));
  for (const each of closed) {
    const { height } = each.getBoundingClientRect();
    if (height > (heights.get(each.id) ?? 0) + 1) heights.set(each.id, height);
  }
  kept.replaceSync([...heights].map(([id, height]) => `#${id} { min-height: ${height}px }`).join(""));
}
addEventListener("resize", () => {
  heights.clear();
  kept.replaceSync("");
});

// Colleagues see who reads a row: told after a moment in it, again while the focus stays, and it ends by itself.
const queue = document.getElementById("queue");
const PAUSE = 700, AGAIN = 30_000;
let telling = 0;

function tellReading() {
  clearTimeout(telling);
  const address = row()?.dataset.readings;
  if (!address || document.hidden || !row().contains(document.activeElement)) return;
  const headers = JSON.parse(queue.getAttribute("hx-headers:inherited"));
  fetch(address, { method: "POST", headers }).catch(() => {}); // nothing depends on it
  telling = setTimeout(tellReading, AGAIN);
}

document.addEventListener("focusin", (event) => {
  const inside = event.target.closest("#queue > li");
  if (!inside) return;
  const elsewhere = current !== inside.id;
  current = inside.id;
  if (!elsewhere && telling) return;
  clearTimeout(telling);
  telling = setTimeout(tellReading, PAUSE);
});
if (queue) {
  const unseen = new CSSStyleSheet(); // nobody needs to be told what they read themselves
  unseen.insertRule(`[data-reader="${queue.dataset.me}"] { display: none; }`);
  document.adoptedStyleSheets.push(unseen);
}
document.addEventListener("htmx:before:swap", keepHeights);
document.addEventListener("htmx:after:swap", () => {
  keepFocus();
  count();
});
document.addEventListener("change", count);
count();

if (document.querySelector('[data-shortcuts="on"]')) {
  document.addEventListener("keydown", press);
  const button = document.getElementById("shortcuts-button");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }
}
