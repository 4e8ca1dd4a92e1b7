// The door's page: which event it is about, and the words it says.

import { dayOf, isOn } from "./door-rules.js";

export const page = document.getElementById("door");
export const { scope, slug } = page.dataset;

const line = document.getElementById("door-line");
const words = Object.fromEntries(
  [...document.getElementById("door-words").content.children].map((each) => [
    each.dataset.word,
    each.textContent,
  ]),
);

export const say = (word, part = "") => (words[word] ?? word).replace("{}", part);

const days = JSON.parse(page.dataset.days);
let anyway = new URLSearchParams(location.search).has("anyway");

export const dayHere = (at) => dayOf(at, days);

// Says which day it is, and asks first when the event is not today, as the server does.
export function turnPage(at) {
  const asks = !anyway && !isOn(at, days, Number(page.dataset.over));
  document.getElementById("door-day").textContent = say(dayHere(at));
  document.getElementById("door-elsewhen").hidden = !asks;
  document.getElementById("door-work").hidden = asks;
}

document.querySelector("#door-elsewhen form").addEventListener("submit", (event) => {
  event.preventDefault();
  anyway = true;
  turnPage(Date.now());
});

// Writes sentences above the list; none hides the line.
export function announce(...sentences) {
  line.textContent = sentences.join(" ");
  line.hidden = !line.textContent;
}
