// The door on a phone. Without scripts every button is a form; with them the list is at hand at once, tickets are read
// by the camera, and all goes on without network: what was done is kept, answered from what is known, and sent later.

import "./door-controls.js";
import "./door-scan.js";
import "./in-place.js"; // not with the first key only: the network may be away by then
import "./seen.js";
import "./share.js";
import { knownVersion, recall, replay, take, takeAll } from "./door-known.js";
import { keepPage } from "./door-offline.js";
import { send, tell } from "./door-outbox.js";
import { page, slug } from "./door-page.js";
import { fetchList, hangUp, listen, server } from "./door-server.js";
import { keptActs } from "./door-store.js";

const AGAIN = 4000; // milliseconds between two attempts to send

async function load() {
  try {
    if (!navigator.onLine) throw new Error("no network");
    const said = await fetchList();
    if (!said) return;
    await takeAll(said);
  } catch {
    server.reached = false;
    await recall();
  }
  await replay();
  tell();
}

function heard(said) {
  take(said);
  replay();
}

async function wake() {
  await load();
  await send();
  if (server.signedOut) return;
  if (document.hidden) return; // a phone in a pocket takes no connection: it listens again once it is looked at
  if (server.reached) listen(knownVersion(), { opened: send, heard, lost: () => setTimeout(wake, AGAIN) });
  else if (navigator.onLine) setTimeout(wake, AGAIN);
}

addEventListener("online", wake);
addEventListener("offline", () => {
  hangUp();
  tell();
});
document.addEventListener("visibilitychange", () => document.hidden ? hangUp() : wake());
setInterval(async () => (await keptActs(slug)).length && send(), AGAIN);
wake().then(() => (page.dataset.ready = "true"));
await keepPage();
