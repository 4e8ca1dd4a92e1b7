// The list as this phone knows it: told by the server, kept for when there is no network, and shown.

import { draw, drawConflicts, drawTally, query } from "./door-list.js";
import { dayHere, page, slug, turnPage } from "./door-page.js";
import { Registrations } from "./door-registrations.js";
import { tally } from "./door-rules.js";
import { keepList, keptActs, keptList } from "./door-store.js";

export const people = new Registrations(dayHere);
let version = Number(page.dataset.version);
let conflicts = [];
let saving = 0;

export const knownVersion = () => version;

export function show() {
  people.turn(Date.now());
  turnPage(Date.now());
  draw(people.search(query()));
  drawTally(tally(people.inOrder()));
}

const keep = () => keepList(slug, { version, people: people.kept(), conflicts });

// A busy door writes the whole list once a second at most; what was done here is kept apart, and at once.
function save() {
  saving ||= setTimeout(() => {
    saving = 0;
    keep();
  }, 1000);
}

// Takes over what the server, or the phone's own store, says.
export function take(said) {
  if (said.people) people.learn(said.people);
  if (said.conflicts) {
    conflicts = said.conflicts;
    drawConflicts(conflicts);
  }
  if (said.version) version = said.version;
  save();
}

// Takes over a whole list, and keeps it: from here on this phone may lose its network.
export async function takeAll(said) {
  people.clear();
  take(said);
  await keep();
}

export async function recall() {
  const kept = await keptList(slug);
  if (kept && people.size === 0) take(kept);
}

// What waits to be sent happened, whatever the server's list says yet.
export async function replay() {
  for (const act of await keptActs(slug)) {
    if (act.told === "welcome" || act.kind === "undo") people.apply(act);
  }
  show();
}
