import assert from "node:assert/strict";
import { test } from "node:test";

import cases from "../cases/door.json" with { type: "json" };
import { Registrations } from "../../static/js/door-registrations.js";
import { dayOf, FORCIBLE, hour, isOn, meaning, standing, tally } from "../../static/js/door-rules.js";
import { codes, hashes } from "../../static/js/door-ticket.js";

const NOON = Date.UTC(2030, 0, 1, 12);

function everybody() {
  const people = new Registrations();
  people.learn(cases.people.map(({ organisation, came, ...person }, at) => {
    return { ...person, id: at + 1, more: organisation, in: came ? NOON : null, ticket: `ticket ${at}` };
  }));
  return people;
}

test("a code is read in any case, with any spaces and by any keyboard, and known by its hash", async () => {
  for (const { typed, code, hash } of cases.codes) {
    assert.ok(codes(typed).includes(code), typed);
    assert.ok((await hashes(typed)).includes(hash), typed);
  }
});

test("what could be the tickets of two people is nobody's", () => {
  const people = new Registrations();
  for (const id of [1, 2]) people.learn([{ id, ticket: `ticket ${id}`, may: "welcome", in: null, seats: 1 }]);
  const outcome = (...hashes) => people.decide({ kind: "scan" }, hashes).outcome;
  assert.equal(outcome("nobody's", "ticket 1"), "welcome");
  assert.equal(outcome("ticket 1", "ticket 2"), "unknown");
});

test("every verdict is the server's", () => {
  for (const row of cases.verdicts) {
    const people = new Registrations();
    const person = { id: 1, may: row.may, in: row.came ? NOON : null, seats: 1 };
    people.learn([{ ...person, ticket: "old" }]);
    if (row.ticket === "replaced") people.learn([{ ...person, ticket: "new" }]);
    const chosen = row.ticket === "chosen" ? { person: 1 } : {};
    const act = { kind: "scan", at: NOON + 1, forced: row.forced, ...chosen };
    const hash = { present: "old", replaced: "old", unknown: "nobody's" }[row.ticket];
    const { outcome } = people.decide(act, hash ? [hash] : []);
    assert.equal(outcome, row.outcome, JSON.stringify(row));
  }
});

test("whoever is refused may be let in all the same, but nobody who is not known here", () => {
  const refused = new Set(cases.verdicts.filter((row) => !row.forced).map((row) => row.outcome));
  for (const word of ["welcome", "already in", "unknown"]) refused.delete(word);
  assert.deepEqual([...refused].sort(), FORCIBLE.toSorted());
});

test("a search finds whom the server finds, in its order", () => {
  const people = everybody();
  for (const { query, found } of cases.searches) {
    assert.deepEqual(people.search(query).map((person) => person.name), found, query);
  }
});

test("who came and who is expected are counted by seats", () => {
  assert.deepEqual(tally(everybody().inOrder()), cases.tally);
});

test("an instant is of the day that the server says", () => {
  const { begins, over, instants } = cases.days;
  for (const { at, day, on } of instants) {
    assert.equal(dayOf(at, begins), day);
    assert.equal(isOn(at, begins, over), on);
  }
});

test("an hour is the event's own", () => {
  for (const { at, zone, clock, said } of cases.hours) assert.equal(hour(at, zone, clock), said);
});

test("the server's answer is shown unless this phone was quicker; then only where it differs", () => {
  const welcome = { outcome: "welcome" };
  const late = { outcome: "already in" };
  const act = { nonce: "n" };
  assert.equal(meaning(act, undefined, undefined), "unanswered");
  assert.equal(meaning(act, undefined, late), "answer");
  assert.equal(meaning(act, { told: "welcome" }, welcome), "once more");
  assert.equal(meaning({ ...act, told: "welcome" }, { told: "welcome" }, welcome), "agreed");
  assert.equal(meaning({ ...act, told: "welcome" }, { told: "welcome" }, late), "differs");
  assert.equal(meaning({ ...act, told: "cancelled" }, { told: "cancelled" }, late), "agreed");
});

test("the line above the list says what is not in order", () => {
  const well = { signedOut: false, reached: true, sending: false, count: 0 };
  assert.deepEqual(standing(well), []);
  assert.deepEqual(standing({ ...well, count: 2 }), [["waiting-to-be-sent", 2]]);
  assert.deepEqual(standing({ ...well, count: 2, sending: true }), []);
  assert.deepEqual(standing({ ...well, reached: false, count: 2 }), [["offline"], ["waiting-to-be-sent", 2]]);
  assert.deepEqual(standing({ ...well, signedOut: true, reached: false, count: 2 }), [["signed-out", 2]]);
});
