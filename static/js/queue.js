// The moderation queue by keyboard: j and k walk, a s d z decide, ? lists them. Everything else works without this file.

const rows = () => [...document.querySelectorAll("#queue > li")];
const deciding = { a: "approve", s: "spam", d: "bin", z: "undo" };
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

function press(event) {
  const typing = event.target.closest("input, textarea, select, [contenteditable], dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
  else if (event.key === "?") dialog?.showModal();
  else if (event.key in deciding) decide(deciding[event.key]);
  else return;
  event.preventDefault();
}

// A button that was pressed may leave with the state that it belonged to: the focus goes to its row.
function keepFocus() {
  if (document.activeElement === document.body) row()?.focus({ preventScroll: true });
}

document.addEventListener("focusin", (event) => {
  const inside = event.target.closest("#queue > li");
  if (inside) current = inside.id;
});
document.addEventListener("htmx:after:swap", keepFocus);

if (document.querySelector('[data-shortcuts="on"]')) {
  document.addEventListener("keydown", press);
  const button = document.getElementById("shortcuts-button");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }
}
