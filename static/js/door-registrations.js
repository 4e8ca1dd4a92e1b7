// Who may come in at one door, as a phone knows it: found by ticket and by name, let in, and taken back.

import { isListed, verdict } from "./door-rules.js";
import { folded } from "./fold.js";

const byName = (one, other) => (one.sort < other.sort ? -1 : one.sort > other.sort ? 1 : 0);

// Whom the server does not know yet has the name of the act that brought them in for a number.
export const isKnown = (person) => typeof person?.id === "number";

export class Registrations {
  #byId = new Map();
  #byTicket = new Map(); // a ticket that was replaced still leads to its person
  #ordered = null;
  #dayOf;
  #day;

  // Each day has its own check-ins; `dayOf` says which day an instant counts for.
  constructor(dayOf = () => "") {
    this.#dayOf = dayOf;
    this.#day = dayOf(Date.now());
  }

  // Turns to the day of an instant: who is in is who came in on that day.
  turn(at) {
    this.#day = this.#dayOf(at);
    for (const person of this.#byId.values()) this.#enter(person);
  }

  #enter(person) {
    person.in = person.arrived[this.#day] ?? null;
  }

  get size() {
    return this.#byId.size;
  }

  learn(people) {
    for (const person of people) {
      person.arrived ??= person.in ? { [this.#day]: person.in } : {};
      this.#enter(person);
      this.#byId.set(person.id, person);
      this.#byTicket.set(person.ticket, person.id);
    }
    this.#ordered = null;
  }

  forget(id) {
    this.#byId.delete(id);
    this.#ordered = null;
  }

  clear() {
    this.#byId.clear();
    this.#byTicket.clear();
    this.#ordered = null;
  }

  // Returns everybody, by name.
  inOrder() {
    return (this.#ordered ??= [...this.#byId.values()].sort(byName));
  }

  // Returns what is worth keeping: the others wait among the acts.
  kept() {
    return [...this.#byId.values()].filter(isKnown);
  }

  // Returns, by name, whom every word of a search names; without words, who stands on the list.
  search(query) {
    const words = folded(query).split(" ").filter(Boolean);
    if (!words.length) return this.inOrder().filter(isListed);
    return this.inOrder().filter((person) => words.every((word) => person.key.includes(word)));
  }

  // Returns what this phone says by itself to an act, and about whom; `hashes` are those of the codes that were read.
  // What could be two tickets is none.
  decide(act, hashes = []) {
    this.turn(act.at ?? Date.now());
    if (act.kind === "undo") return { outcome: "undone", person: this.#byId.get(act.person) };
    if (act.kind === "walk-in") {
      return { outcome: "welcome", person: { name: act.name, more: act.organisation, seats: act.seats } };
    }
    const known = hashes.filter((hash) => this.#byTicket.has(hash));
    const found = act.person ?? (known.length === 1 ? this.#byTicket.get(known[0]) : undefined);
    const person = this.#byId.get(found);
    const revoked = act.person === undefined && person?.ticket !== known[0];
    return { outcome: verdict(person, { revoked, forced: act.forced }), person, found };
  }

  // Takes over what happened here, whatever the server's list says yet.
  apply(act) {
    if (act.kind === "walk-in") return this.learn([arrived(act, this.#dayOf(act.at))]);
    const person = this.#byId.get(act.person ?? act.found);
    if (!person) return;
    const { [this.#dayOf(act.at)]: before, ...others } = person.arrived;
    const came = { [this.#dayOf(act.at)]: Math.min(before ?? act.at, act.at) };
    person.arrived = act.kind === "undo" ? others : { ...others, ...came };
    this.#enter(person);
  }
}

function arrived({ nonce, name, organisation, seats, at }, day) {
  const key = folded(`${name} ${organisation}`);
  const sort = folded(name.split(" ").at(-1));
  return {
    id: nonce,
    ticket: nonce,
    name,
    more: organisation,
    seats,
    may: "welcome",
    arrived: { [day]: at },
    key,
    sort,
  };
}
