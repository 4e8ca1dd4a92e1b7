// The door on a phone. Without this file every button is a form; with it the list is at hand at once, tickets are read by
// the camera, and all goes on without network: what was done is kept, answered from what is known, and sent later.

import { look } from "./door-camera.js";
import { draw, drawAnswer, drawConflicts, drawTally, folded, inOrder, say } from "./door-list.js";
import { dropAct, keepAct, keepList, keptActs, keptList } from "./door-store.js";

const PATIENCE = 2500; // milliseconds that somebody at the door waits for the server's answer
const AGAIN = 4000; // between two attempts to send
const SAME = 3000; // in which a ticket held before the camera is one scan

const page = document.getElementById("door");
const line = document.getElementById("door-line");
const { scope, slug } = page.dataset;
const people = new Map(); // by id
const tickets = new Map(); // ids by the hash of the code
const answers = new Map(); // what the server said, by nonce, until it is shown
const decided = new Map(); // what this phone said by itself, by nonce
let ordered = null; // all people by name, until somebody is added
let version = Number(page.dataset.version);
let feed = null;
let sending = null;
let reached = true; // whether the server answered the last time
let signedOut = false;

// --- what is known -------------------------------------------------------------------------------------------

function learn(known) {
  known.forEach((person) => {
    people.set(person.id, person);
    tickets.set(person.ticket, person.id);
  });
  ordered = null;
}

function show() {
  const all = (ordered ??= inOrder([...people.values()]));
  draw(all);
  drawTally(all);
}

let saving = 0;
let conflicts = [];
const keep = () => keepList(slug, { version, people: [...people.values()].filter((person) => typeof person.id === "number"), conflicts });

// A busy door writes the whole list once a second at most; what was done here is kept apart, and at once.
function save() {
  saving ||= setTimeout(() => {
    saving = 0;
    keep();
  }, 1000);
}

// What waits to be sent happened, whatever the server's list says yet.
async function replay() {
  for (const act of await keptActs(slug)) if (act.told === "welcome" || act.kind === "undo") apply(act);
  show();
}

function take(said) {
  if (said.people) learn(said.people);
  if (said.conflicts) drawConflicts((conflicts = said.conflicts));
  if (said.version) version = said.version;
  save();
}

async function load() {
  try {
    if (!navigator.onLine) throw new Error("no network");
    const answer = await fetch(`${scope}/people.json`, { cache: "no-store", signal: AbortSignal.timeout(15000) });
    await heard(answer);
    if (!answer.ok || answer.redirected) return;
    people.clear();
    tickets.clear();
    take(await answer.json());
    await keep(); // from here on this phone may lose its network
  } catch {
    reached = false;
    const kept = await keptList(slug);
    if (kept && people.size === 0) take(kept);
  }
  await replay();
  tell();
}

async function heard(answer) {
  reached = true;
  signedOut = answer.redirected || [400, 401, 403].includes(answer.status);
}

function follow() {
  feed?.close();
  feed = new EventSource(`${scope}/live?since=${version}`);
  feed.onmessage = (event) => {
    take({ version: Number(event.lastEventId), ...JSON.parse(event.data) });
    replay();
  };
  feed.onopen = () => {
    reached = true;
    send();
  };
  feed.onerror = () => {
    if (feed.readyState === EventSource.CLOSED) setTimeout(wake, AGAIN);
  };
}

// --- what is done ---------------------------------------------------------------------------------------------

async function hash(code) {
  const plain = code.replace(/[\s-]/g, "").toUpperCase();
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(plain));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 32);
}

function apply(act) {
  const person = people.get(act.person ?? act.found);
  if (act.kind === "walk-in") learn([{ id: act.nonce, name: act.name, more: act.organisation, seats: act.seats, may: "welcome", in: act.at, ticket: act.nonce, key: folded(`${act.name} ${act.organisation}`), sort: folded(act.name.split(" ").at(-1)) }]);
  else if (person && act.kind === "undo") person.in = null;
  else if (person) person.in = Math.min(person.in ?? act.at, act.at);
}

// What this phone says by itself, from what it knows.
async function decide(act) {
  if (act.kind === "undo") return { outcome: "undone", person: people.get(act.person) };
  if (act.kind === "walk-in") return { outcome: "welcome", person: { name: act.name, more: act.organisation, seats: act.seats } };
  const mark = act.code && globalThis.crypto?.subtle ? await hash(act.code) : undefined;
  act.found = act.person ?? tickets.get(mark);
  const person = people.get(act.found);
  if (!person) return { outcome: "unknown" };
  if (mark && person.ticket !== mark && !act.forced) return { outcome: "revoked", person };
  if (person.in) return { outcome: "already in", person };
  return { outcome: act.forced ? "welcome" : person.may, person };
}

async function perform(kind, facts) {
  const nonce = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const act = { nonce, slug, kind, at: Date.now(), ...facts };
  await keepAct(act);
  await Promise.race([send(), new Promise((done) => setTimeout(done, PATIENCE))]);
  const answer = answers.get(nonce) ?? (await alone(act));
  answers.delete(nonce);
  if (answer.outcome !== "full") drawAnswer(answer, decided.has(nonce));
  show();
  tell();
  return answer;
}

async function alone(act) {
  const answer = await decide(act);
  const told = answer.outcome === "undone" ? "" : answer.outcome;
  const kept = { ...act, told, forced: act.forced || act.kind === "walk-in" };
  decided.set(act.nonce, kept);
  await keepAct(kept);
  if (answer.outcome === "welcome" || answer.outcome === "undone") apply(kept);
  return answer;
}

// --- what is sent ---------------------------------------------------------------------------------------------

const send = () => (sending ??= sendAll().finally(() => (sending = null)));

async function sendAll() {
  if (!navigator.onLine) return;
  for (let acts = await keptActs(slug); acts.length; acts = await keptActs(slug)) {
    const batch = acts.slice(0, 200);
    try {
      const answer = await fetch(`${scope}/scans`, {
        method: "POST", signal: AbortSignal.timeout(10000),
        headers: { "Content-Type": "application/json", "X-CSRFToken": document.querySelector("[name=csrf_token]").value },
        body: JSON.stringify({ now: Date.now(), device: device(), scans: batch.map(({ found, slug, ...act }) => act) }),
      });
      await heard(answer);
      if (!answer.ok || answer.redirected) return;
      await receive(batch, await answer.json());
    } catch {
      reached = false;
      return;
    } finally {
      tell();
    }
  }
}

async function receive(batch, said) {
  for (const act of batch) {
    const answer = said.answers[act.nonce];
    const mine = decided.get(act.nonce);
    if (!answer) continue;
    if (mine && act.told === undefined) continue; // answered by this phone meanwhile: it is sent once more, with that answer
    await dropAct(act.nonce);
    people.delete(act.nonce);
    ordered = null;
    if (answer.person) learn([answer.person]);
    if (!mine) answers.set(act.nonce, answer);
    else if (mine.told === "welcome" && answer.outcome !== "welcome") drawAnswer(answer);
  }
  take(said);
  show();
}

function device() {
  localStorage.doorDevice ??= [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return localStorage.doorDevice;
}

async function tell() {
  const count = (await keptActs(slug)).length;
  const lines = signedOut ? [say("signed-out", count)] : [reached && navigator.onLine ? "" : say("offline"), count && !sending ? say("waiting-to-be-sent", count) : ""];
  line.textContent = lines.filter(Boolean).join(" ");
  line.hidden = !line.textContent;
}

async function wake() {
  await load();
  await send();
  if (reached && !signedOut) follow();
  else if (navigator.onLine && !signedOut) setTimeout(wake, AGAIN);
}

// --- the page's controls -----------------------------------------------------------------------------------------

const ACTS = { "door-enter": {}, "door-force": { forced: true }, "answer-force": { forced: true }, "door-undo": null, "answer-undo": null };

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
  const [name, organisation, email] = ["name", "organisation", "email"].map((field) => form.elements[field].value.trim());
  const answer = await perform("walk-in", { name, organisation, email, seats: Number(form.elements.seats.value) || 1, forced });
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

const button = document.getElementById("door-scan");
const camera = document.getElementById("door-camera");
let stop = null;
let last = { code: "", at: 0 };

function seen(code) {
  const now = Date.now();
  if (code === last.code && now - last.at < SAME) return void (last.at = now);
  last = { code, at: now };
  perform("scan", { code });
}

button.addEventListener("click", async () => {
  if (stop) stop = stop();
  else {
    camera.hidden = false;
    stop = await look(document.getElementById("door-video"), page.dataset.decoder, seen).catch(() => {
      line.textContent = say("no-camera");
      line.hidden = false;
    });
  }
  camera.hidden = !stop;
  button.setAttribute("aria-pressed", String(Boolean(stop)));
});

// --- beginning --------------------------------------------------------------------------------------------------

document.getElementById("door-bar").hidden = false;
button.hidden = !navigator.mediaDevices;
addEventListener("online", wake);
addEventListener("offline", () => {
  feed?.close();
  tell();
});
document.addEventListener("visibilitychange", () => document.hidden || send());
setInterval(async () => (await keptActs(slug)).length && send(), AGAIN);
wake().then(() => (page.dataset.ready = "true"));

if (navigator.serviceWorker) {
  await navigator.serviceWorker.register(`${scope}/worker.js`, { scope }).catch(() => null);
  const { active } = await navigator.serviceWorker.ready;
  const decoder = new URL(page.dataset.decoder, location);
  navigator.serviceWorker.addEventListener("message", () => (page.dataset.kept = "true"));
  const files = performance.getEntriesByType("resource").map((entry) => entry.name).filter((name) => new URL(name).pathname.startsWith("/static/"));
  active.postMessage({ keep: [...new Set([location.href, decoder.href, new URL("index.js", decoder).href, ...files])] });
}
