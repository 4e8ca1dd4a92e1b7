// What a page says by itself: that the server was not reached, and which field is wrong. What was typed stays.

// What only a key or a press calls for comes with the first of them, or where a field has the focus already; where the
// network is away then, with the next. Esc that was pressed before it came is pressed again.
let escaped;
const noted = ({ key, target }) => (escaped = key === "Escape" ? target : null);
async function help() {
  addEventListener("keydown", noted, true);
  const all = Promise.all([import("./in-place.js"), import("./seen.js"), import("./share.js")]);
  const came = await all.then(() => true, helpLater);
  removeEventListener("keydown", noted, true);
  if (came) escaped?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
}
function helpLater() {
  for (const first of ["keydown", "pointerdown", "focusin"]) {
    addEventListener(first, help, { once: true, capture: true });
  }
}
if (document.activeElement === document.body) helpLater();
else help();

// A link that opens a place says whether it is open.
export function tellOpen() {
  for (const link of document.querySelectorAll("[data-opens]")) {
    const place = document.getElementById(link.dataset.opens);
    link.setAttribute("aria-expanded", String(Boolean(place?.childElementCount)));
  }
}
document.addEventListener("htmx:after:swap", tellOpen);
tellOpen();

// A browser has six connections to a site over HTTP/1.1, and a tab that nobody looks at takes none of them. htmx lets
// go of a stream when its tab is hidden and goes on when it is seen again; in a tab that was opened in the background,
// or hidden while the connection was made, it is told so here.
function tellHidden() {
  if (document.hidden) document.dispatchEvent(new Event("visibilitychange"));
}
document.addEventListener("htmx:sse:after:connection", () => setTimeout(tellHidden)); // once it reads the stream
tellHidden(); // it may have been faster than this file

const words = document.getElementById("unreached"); // a template in the layout: the notices, in the page's language
const place = document.getElementById("alert");

function say(which) {
  const notice = words.content.querySelector(`[data-unreached="${which}"]`);
  if (notice && !place.querySelector(`[data-unreached="${which}"]`)) {
    place.replaceChildren(notice.cloneNode(true));
  }
}

function unsay() {
  place.querySelectorAll("[data-unreached]").forEach((notice) => notice.remove());
}

// What is said about a request without an answer. Only a browser without a network knows that nothing left it: a line
// that broke may have broken on the way back.
function fate(ctx) {
  const source = ctx.sourceElement;
  const sent = source?.matches("form, button, input[type=submit]") && ctx.request?.method !== "GET";
  if (!navigator.onLine) return sent ? "unsent" : "offline";
  if (!sent) return "lost";
  return source.closest("form")?.id === "registration-form" ? "unknown-registration" : "unknown";
}

// A stream that broke off opens itself again; only what somebody sent is worth a word.
document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (ctx && !ctx.response && ctx.sourceElement?.matches("form, form *, [hx-get]")) say(fate(ctx));
});
document.addEventListener("htmx:before:swap", (event) => {
  const answer = event.detail.ctx.response;
  const ours = answer?.headers?.has("HX-Retarget");
  if (!answer || answer.status < 500 || ours) return;
  event.preventDefault(); // a proxy's page about a server that is away is no part of this one
  say(fate(event.detail.ctx));
});
document.addEventListener("htmx:before:request", unsay);
addEventListener("offline", () => say("offline"));
addEventListener("online", unsay);

// A field that is checked by itself says whether it is wrong. The server answers with the message alone, so that what
// is typed, and where the cursor stands, is not touched; the field's own state follows from whether there is a message.

document.addEventListener("htmx:after:swap", () => {
  for (const control of document.querySelectorAll("[aria-describedby$='-error']")) {
    const message = document.getElementById(control.getAttribute("aria-describedby").split(" ").at(-1));
    const wrong = Boolean(message?.textContent.trim());
    for (const field of control.matches("fieldset") ? control.querySelectorAll(".option input") : [control]) {
      if (wrong) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }
});

// The browser brings back through its history only what differs from what the page's source says. A swap writes what
// was typed into the new source, and the browser then holds that nothing was typed: each control keeps the source's
// word.

const sourced = new Map();

function source(control) {
  if (control instanceof HTMLSelectElement) {
    return [...control.options].map((option) => option.defaultSelected);
  }
  return /checkbox|radio/.test(control.type) ? control.defaultChecked : control.defaultValue;
}

function controls() {
  return document.querySelectorAll(
    "form[method=post] :is(input:not([type=hidden], [type=file]), textarea, select)[id]",
  );
}

function keep(control) {
  const said = sourced.get(control.id);
  if (control instanceof HTMLSelectElement) {
    const chosen = [...control.options].map((option) => option.selected);
    [...control.options].forEach((option, place) => option.defaultSelected = said?.[place] ?? false);
    [...control.options].forEach((option, place) => option.selected = chosen[place]);
  } else if (/checkbox|radio/.test(control.type)) {
    const { checked } = control;
    control.defaultChecked = said ?? false;
    control.checked = checked;
  } else {
    const { value } = control;
    control.defaultValue = said ?? "";
    control.value = value;
  }
}

for (const control of controls()) sourced.set(control.id, source(control));
document.addEventListener("htmx:after:swap", () => {
  for (const control of controls()) {
    if (String(source(control)) !== String(sourced.get(control.id) ?? "")) keep(control);
  }
});

// Fields that the browser filled in again decide about others as if somebody had filled them in.
const differs = (control) =>
  source(control) !== (/checkbox|radio/.test(control.type) ? control.checked : control.value);
const deciding = "form[method=post] [hx-trigger=change][hx-swap=outerMorph]";
function follow() {
  for (const decides of document.querySelectorAll(deciding)) {
    const controls = decides.matches("fieldset") ? [...decides.elements] : [decides];
    if (controls.some(differs)) decides.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
addEventListener("pageshow", () => {
  if (document.querySelector("[data-htmx-powered]")) follow();
  else document.addEventListener("htmx:after:process", follow, { once: true }); // in a task of its own, maybe later
});
