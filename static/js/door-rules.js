// What is decided at the door without network, as models/check_in decides it, and what is said about it.
// tests/cases/door.json holds the cases; both sides are tested with them.

export const FORCIBLE = ["cancelled", "awaiting approval", "waiting", "revoked"];

// Returns what the door answers to somebody (undefined: to a ticket that is not known here).
export function verdict(person, { revoked = false, forced = false } = {}) {
  if (!person) return "unknown";
  if (revoked && !forced) return "revoked";
  if (person.in) return "already in";
  return forced ? "welcome" : person.may;
}

// Returns the day of the event that an instant counts for: before it the first, after it the last.
export function dayOf(at, days) {
  const begun = Object.keys(days).filter((day) => days[day] <= at);
  return begun.at(-1) ?? Object.keys(days)[0];
}

// Says whether an instant is on one of the days of the event, the last of which ends at `over`.
export const isOn = (at, days, over) => Math.min(...Object.values(days)) <= at && at < over;

// Says whether somebody stands on the list unasked. Who gave up their seat is found by name only.
export const isListed = (person) => Boolean(person.in) || person.may !== "cancelled";

// Returns how many have come and how many are expected; a registration counts for all its seats.
export function tally(people) {
  const sum = (some) => some.reduce((seats, person) => seats + person.seats, 0);
  return {
    arrived: sum(people.filter((person) => person.in)),
    expected: sum(people.filter((person) => person.may === "welcome")),
  };
}

// Returns an hour by the event's own clock, as `clock` writes it: « {hour} h {minute} ».
export function hour(at, zone, clock) {
  const form = { timeZone: zone, hour: "numeric", minute: "2-digit", hourCycle: "h23" };
  const parts = new Intl.DateTimeFormat("en-GB", form).formatToParts(at);
  const said = Object.fromEntries(parts.map((part) => [part.type, part.value]));
  return clock.replace("{hour}", Number(said.hour)).replace("{minute}", said.minute);
}

// Returns what the server's answer to something done here means; `mine` is what this phone said meanwhile by itself.
export function meaning(act, mine, answer) {
  if (!answer) return "unanswered";
  if (!mine) return "answer";
  if (act.told === undefined) return "once more"; // sent before this phone decided: it goes again, with that answer
  return mine.told === "welcome" && answer.outcome !== "welcome" ? "differs" : "agreed";
}

// Returns the words above the list, each with its number: whether all is well between this phone and the server.
export function standing({ signedOut, reached, sending, count }) {
  if (signedOut) return [["signed-out", count]];
  const said = reached ? [] : [["offline"]];
  return count && !sending ? [...said, ["waiting-to-be-sent", count]] : said;
}
