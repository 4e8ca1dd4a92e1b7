// The buttons and forms of the door's page. Without this file each of them is a form that the server answers.

import { show } from "./door-known.js";
import { page } from "./door-page.js";
import { perform } from "./door-outbox.js";

const ACTS = {
  "door-enter": {},
  "door-force": { forced: true },
  "answer-force": { forced: true },
  "door-undo": null,
  "answer-undo": null,
};

page.addEventListener("submit", (event) => {
  const form = event.target;
  const facts = ACTS[form.className];
  const id = Number(form.closest("[data-id]")?.dataset.id);
  if (form.className in ACTS && id) {
    event.preventDefault();
    perform(facts ? "scan" : "undo", { person: id, ...facts });
  } else if (form.id === "door-search") event.preventDefault();
  else if (form.id === "door-code") {
    event.preventDefault();
    if (form.code.value.trim()) perform("scan", { code: form.code.value });
    form.reset();
  } else if (form.id === "door-walk-in" && form.email.checkValidity() && form.name.value.trim()) {
    event.preventDefault();
    enter(form, Boolean(event.submitter?.name === "forced"));
  }
});

async function enter(form, forced) {
  const fields = ["name", "organisation", "email"].map((field) => form.elements[field].value.trim());
  const [name, organisation, email] = fields;
  const seats = Number(form.elements.seats.value) || 1;
  const answer = await perform("walk-in", { name, organisation, email, seats, forced });
  const full = answer.outcome === "full";
  document.getElementById("door-full").hidden = document.getElementById("door-force").hidden = !full;
  if (full) return document.getElementById("door-full").focus();
  form.reset();
  form.closest("details").open = false;
}

document.getElementById("door-q").addEventListener("input", show);
document.querySelector('#door-bar a[href="#walk-in"]').addEventListener("click", () => {
  document.getElementById("walk-in").open = true;
  setTimeout(() => document.querySelector("#door-walk-in [name=name]").focus());
});
document.getElementById("door-bar").hidden = false;
