// What a page says by itself: that the server was not reached, and which field is wrong. What was typed stays.

import "./in-place.js";
import "./seen.js";
import "./stream.js";

const words = document.getElementById("unreached"); // a template in the layout: the notices, in the page's language
const place = document.getElementById("alert");

function say(which) {
  const notice = words.content.querySelector(`[data-unreached="${which}"]`);
  if (!place.querySelector(`[data-unreached="${which}"]`)) place.replaceChildren(notice.cloneNode(true));
}

function unsay() {
  place.querySelectorAll("[data-unreached]").forEach((notice) => notice.remove());
}

// A stream that broke off opens itself again; only what somebody sent is worth a word.
document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (ctx && !ctx.response && ctx.sourceElement?.matches("form, form *, [hx-get]")) say("lost");
});
document.addEventListener("htmx:before:swap", (event) => {
  const answer = event.detail.ctx.response;
  const ours = answer?.headers?.has("HX-Retarget");
  if (!answer || answer.status < 500 || ours) return;
  event.preventDefault(); // a proxy's page about a server that is away is no part of this one
  say("lost");
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
