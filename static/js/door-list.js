// The list of people on the door's page: searching, and drawing with the page's own partials.

const page = document.getElementById("door");
const list = document.getElementById("door-people");
const query = document.getElementById("door-q");
const blank = (name) => document.getElementById(`blank-${name}`).content.firstElementChild.cloneNode(true);
const words = Object.fromEntries(
  [...document.getElementById("door-words").content.children].map((each) => [each.dataset.word, each.textContent]),
);
const LIGATURES = { œ: "oe", æ: "ae", ß: "ss", "’": "'", ʼ: "'" };

export const say = (word, part = "") => (words[word] ?? word).replace("{}", part);

// As models/fold.py does it, so that both find the same people.
export function folded(text) {
  return text.toLowerCase().replace(/[œæß’ʼ]/g, (sign) => LIGATURES[sign]).normalize("NFKD")
    .replace(/\p{M}/gu, "").replace(/[\s'-]+/g, " ").trim();
}

export function hour(at) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: page.dataset.zone, hour: "numeric", minute: "2-digit", hourCycle: "h23" });
  const said = Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, part.value]));
  return page.dataset.clock.replace("{hour}", Number(said.hour)).replace("{minute}", said.minute);
}

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
  row.querySelector(".door-undo").hidden = !person.in || typeof person.id !== "number"; // added here, not yet known to the server
}

export const inOrder = (people) => people.sort((one, other) => (one.sort < other.sort ? -1 : one.sort > other.sort ? 1 : 0));

// Everybody is handed over in order.
export function draw(people) {
  const wanted = folded(query.value).split(" ");
  // Who gave up their seat is found by name only: nobody looks for them on the list.
  const listed = (person) => wanted[0] !== "" || person.in || person.may !== "cancelled";
  const found = people.filter((person) => listed(person) && wanted.every((word) => person.key.includes(word)));
  const shown = found.slice(0, Number(page.dataset.shown));
  const rows = new Map([...list.children].map((row) => [row.dataset.id, row]));
  const drawn = shown.map((person) => {
    const row = rows.get(String(person.id)) ?? blank("person");
    fillPerson(row, person);
    return row;
  });
  // A row that is being pressed must not be taken from under the finger: what stands right stays.
  if (drawn.length !== list.children.length || drawn.some((row, at) => list.children[at] !== row)) list.replaceChildren(...drawn);
  document.getElementById("door-empty").hidden = found.length > 0;
  document.getElementById("door-rest").hidden = found.length <= shown.length;
}

export function drawTally(people) {
  const sum = (some) => String(some.reduce((seats, person) => seats + person.seats, 0));
  document.getElementById("door-arrived").textContent = sum(people.filter((person) => person.in));
  document.getElementById("door-expected").textContent = sum(people.filter((person) => person.may === "welcome"));
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
  text(panel, ".answer-more bdi", [person?.more, person?.seats > 1 ? `× ${person.seats}` : "", alone ? say("alone") : ""].filter(Boolean).join(" – "));
  panel.querySelector(".answer-undo").hidden = outcome !== "welcome" || typeof person?.id !== "number";
  panel.querySelector(".answer-force").hidden = !person || !["cancelled", "awaiting approval", "waiting", "revoked"].includes(outcome);
  document.getElementById("door-answers").replaceChildren(panel);
  panel.scrollIntoView({ block: "nearest" });
  navigator.vibrate?.(outcome === "welcome" ? 60 : [90, 60, 90]);
}
