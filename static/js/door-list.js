// The list of people on the door's page: searching, and drawing with the page's own partials.

import { page, say } from "./door-page.js";
import { isKnown } from "./door-registrations.js";
import { FORCIBLE, hour as written } from "./door-rules.js";

const list = document.getElementById("door-people");
const search = document.getElementById("door-q");
const blank = (name) => document.getElementById(`blank-${name}`).content.firstElementChild.cloneNode(true);
const hour = (at) => written(at, page.dataset.zone, page.dataset.clock);

export const query = () => search.value;

function text(element, selector, words) {
  const found = element.querySelector(selector);
  if (found.textContent !== words) found.textContent = words;
}

function fillPerson(row, person) {
  const welcome = person.may === "welcome";
  row.id = `person-${person.id}`;
  row.dataset.id = person.id;
  row.dataset.state = person.in ? "in" : person.may;
  text(row, ".door-name bdi", person.name);
  text(row, ".door-detail bdi", person.more);
  text(row, ".door-seats span", String(person.seats));
  text(row, ".door-state", person.in ? hour(person.in) : welcome ? "" : say(person.may));
  row.querySelector(".door-seats").hidden = person.seats === 1;
  row.querySelector(".door-enter").hidden = Boolean(person.in) || !welcome;
  row.querySelector(".door-force").hidden = Boolean(person.in) || welcome;
  row.querySelector(".door-undo").hidden = !person.in || !isKnown(person);
}

// Draws the people who were found, as many as the page shows.
export function draw(found) {
  const shown = found.slice(0, Number(page.dataset.shown));
  const rows = new Map([...list.children].map((row) => [row.dataset.id, row]));
  const drawn = shown.map((person) => {
    const row = rows.get(String(person.id)) ?? blank("person");
    fillPerson(row, person);
    return row;
  });
  // A row that is being pressed must not be taken from under the finger: what stands right stays.
  if (drawn.length !== list.children.length || drawn.some((row, at) => list.children[at] !== row)) {
    list.replaceChildren(...drawn);
  }
  document.getElementById("door-empty").hidden = found.length > 0;
  document.getElementById("door-rest").hidden = found.length <= shown.length;
}

export function drawTally({ arrived, expected }) {
  document.getElementById("door-arrived").textContent = arrived;
  document.getElementById("door-expected").textContent = expected;
}

export function drawConflicts(conflicts) {
  const section = document.getElementById("door-conflicts");
  section.hidden = conflicts.length === 0;
  section.querySelector("ul").replaceChildren(...conflicts.map((conflict) => {
    const row = blank("conflict");
    text(row, "strong bdi", conflict.name);
    text(row, ".conflict-word", say(conflict.outcome));
    text(row, ".conflict-when", hour(conflict.at));
    text(row, ".conflict-who bdi", conflict.by);
    return row;
  }));
}

export function drawAnswer(answer, alone) {
  const panel = blank("answer");
  const { person, outcome } = answer;
  const since = outcome === "already in" && person?.in ? ` ${say("at", hour(person.in))}` : "";
  panel.dataset.outcome = outcome;
  panel.dataset.id = person?.id ?? "";
  text(panel, ".answer-word", say(outcome) + since);
  text(panel, ".answer-name bdi", person?.name ?? answer.where ?? "");
  const more = [person?.more, person?.seats > 1 ? `× ${person.seats}` : "", alone ? say("alone") : ""];
  text(panel, ".answer-more bdi", more.filter(Boolean).join(" – "));
  panel.querySelector(".answer-undo").hidden = outcome !== "welcome" || !isKnown(person);
  panel.querySelector(".answer-force").hidden = !person || !FORCIBLE.includes(outcome);
  document.getElementById("door-answers").replaceChildren(panel);
  panel.scrollIntoView({ block: "nearest" });
  navigator.vibrate?.(outcome === "welcome" ? 60 : [90, 60, 90]);
}
