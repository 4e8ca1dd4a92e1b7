// What is done at the door: kept, sent, and answered by the server, or by this phone when that takes too long.

import { people, show, take } from "./door-known.js";
import { drawAnswer } from "./door-list.js";
import { announce, say, slug } from "./door-page.js";
import { meaning, standing } from "./door-rules.js";
import { sendActs, server } from "./door-server.js";
import { dropAct, keepAct, keptActs } from "./door-store.js";
import { hashes } from "./door-ticket.js";
import { random } from "./hex.js";

const PATIENCE = 2500; // milliseconds that somebody at the door waits for the server's answer
const MOST = 200; // acts in one message

const answers = new Map(); // what the server said, by nonce, until it is shown
const decided = new Map(); // what this phone said by itself, by nonce
let sending = null;

// Does something ("scan", "undo", "walk-in") and returns the answer, which is shown, too.
export async function perform(kind, facts) {
  const act = { nonce: random(16), slug, kind, at: Date.now(), ...facts };
  await keepAct(act);
  await Promise.race([send(), new Promise((done) => setTimeout(done, PATIENCE))]);
  const answer = answers.get(act.nonce) ?? (await alone(act));
  answers.delete(act.nonce);
  if (answer.outcome !== "full") drawAnswer(answer, decided.has(act.nonce));
  show();
  tell();
  return answer;
}

async function alone(act) {
  const { found, ...answer } = people.decide(act, act.code ? await hashes(act.code) : []);
  const told = answer.outcome === "undone" ? "" : answer.outcome;
  const kept = { ...act, found, told, forced: act.forced || act.kind === "walk-in" };
  decided.set(act.nonce, kept);
  await keepAct(kept);
  if (["welcome", "undone"].includes(answer.outcome)) people.apply(kept);
  return answer;
}

export const send = () => (sending ??= sendAll().finally(() => (sending = null)));

async function sendAll() {
  if (!navigator.onLine) return;
  for (let acts = await keptActs(slug); acts.length; acts = await keptActs(slug)) {
    const batch = acts.slice(0, MOST);
    try {
      const said = await sendActs(batch);
      if (!said) return;
      await receive(batch, said);
    } catch {
      server.reached = false;
      return;
    } finally {
      tell();
    }
  }
}

async function receive(batch, said) {
  for (const act of batch) {
    const answer = said.answers[act.nonce];
    const meant = meaning(act, decided.get(act.nonce), answer);
    if (["unanswered", "once more"].includes(meant)) continue;
    await dropAct(act.nonce);
    people.forget(act.nonce);
    if (answer.person) people.learn([answer.person]);
    if (meant === "answer") answers.set(act.nonce, answer);
    if (meant === "differs") drawAnswer(answer);
  }
  take(said);
  show();
}

// Says above the list how this phone and the server stand.
export async function tell() {
  const count = (await keptActs(slug)).length;
  const reached = server.reached && navigator.onLine;
  const said = standing({ signedOut: server.signedOut, reached, sending: Boolean(sending), count });
  announce(...said.map(([word, part]) => say(word, part)));
}
