import assert from "node:assert/strict";
import { test } from "node:test";

import cases from "../cases/door.json" with { type: "json" };
import { Registrations } from "../../static/js/door-registrations.js";
import { dayOf } from "../../static/js/door-rules.js";

const eve = {
  id: 7,
  ticket: "t",
  name: "Ève",
  more: "",
  seats: 2,
  may: "welcome",
  in: null,
  key: "eve",
  sort: "eve",
};
const known = () => {
  const people = new Registrations();
  people.learn([{ ...eve }]);
  return people;
};
const now = (people) => people.inOrder()[0].in;

test("who came first is who was scanned first, whatever is applied first", () => {
  const people = known();
  people.apply({ kind: "scan", person: 7, at: 20 });
  people.apply({ kind: "scan", found: 7, at: 12 });
  assert.equal(now(people), 12);
  people.apply({ kind: "undo", person: 7, at: 30 });
  assert.equal(now(people), null);
});

test("each day has its own check-ins, whichever is sent first", () => {
  const { begins } = cases.days;
  const [first, second] = Object.values(begins).map((at) => at + 1000);
  const people = new Registrations((at) => dayOf(at, begins));
  people.learn([{ ...eve, arrived: {} }]);
  const scan = (at) => people.decide({ kind: "scan", person: 7, at }).outcome;
  people.apply({ kind: "scan", person: 7, at: first });
  assert.equal(scan(first + 1), "already in");
  assert.equal(scan(second), "welcome");
  people.apply({ kind: "scan", person: 7, at: second });
  assert.equal(scan(second + 1), "already in");
  people.apply({ kind: "undo", person: 7, at: second + 2 });
  assert.equal(scan(second + 3), "welcome");
  assert.equal(scan(first + 4), "already in");
});

test("an act about somebody who is not known changes nothing", () => {
  const people = known();
  people.apply({ kind: "scan", found: undefined, at: 12 });
  assert.equal(now(people), null);
});

test("who is added here is in at once, found by name, and not kept as one of the server's", () => {
  const people = known();
  const act = { kind: "walk-in", nonce: "n", name: "Max Imprévu", organisation: "L’Été", seats: 3, at: 5 };
  assert.equal(people.decide(act).outcome, "welcome");
  people.apply(act);
  const [max] = people.search("ete imprevu");
  assert.deepEqual([max.id, max.in, max.seats], ["n", 5, 3]);
  assert.deepEqual(people.kept().map((person) => person.id), [7]);
  people.forget("n");
  assert.deepEqual(people.inOrder().map((person) => person.id), [7]);
});

test("the order follows what was learnt since", () => {
  const people = known();
  people.inOrder();
  people.learn([{ ...eve, id: 8, ticket: "u", name: "Abel", sort: "abel" }]);
  assert.deepEqual(people.inOrder().map((person) => person.name), ["Abel", "Ève"]);
});

test("a list that is forgotten leaves no ticket behind", () => {
  const people = known();
  people.clear();
  assert.equal(people.size, 0);
  assert.equal(people.decide({ kind: "scan" }, ["t"]).outcome, "unknown");
});
