// Lists whose items are dragged by a handle. Without this file, each item's buttons do the same: dropping an item
// presses its form's first button with the new place, so the server is asked in one way only.

const list = () => document.querySelector(".sortable");
let dragged = null;

function grips() {
  for (const item of list()?.children ?? []) {
    if (item.querySelector(".grip")) continue;
    const grip = document.createElement("span");
    grip.className = "grip";
    grip.setAttribute("aria-hidden", "true"); // the buttons beside it are for the keyboard
    item.prepend(grip);
  }
}

function above(y) {
  return [...list().children].find((item) =>
    item !== dragged && y < item.getBoundingClientRect().top + item.offsetHeight / 2
  );
}

document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest(".sortable .grip")) return;
  dragged = event.target.closest("li");
  dragged.classList.add("is-dragged");
  dragged.from = [...list().children].indexOf(dragged);
  event.target.setPointerCapture(event.pointerId);
  event.preventDefault();
});

document.addEventListener("pointermove", (event) => {
  if (dragged) list().insertBefore(dragged, above(event.clientY) ?? null);
});

function drop(event) {
  if (!dragged) return;
  const item = dragged;
  dragged = null;
  item.classList.remove("is-dragged");
  const place = [...list().children].indexOf(item);
  if (event.type === "pointercancel" || place === item.from) {
    list().insertBefore(item, list().children[item.from + (item.from > place ? 1 : 0)] ?? null);
    return;
  }
  const form = item.querySelector("form");
  const button = form.querySelector("button");
  button.value = place;
  form.requestSubmit(button);
}

document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", drop);
document.addEventListener("htmx:after:settle", grips);
document.addEventListener("htmx:after:swap", grips);
grips();
