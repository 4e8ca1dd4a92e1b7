// What a phone at the door and the server say to one another.

import { scope } from "./door-page.js";
import { random } from "./hex.js";

export const server = { reached: true, signedOut: false }; // as it was the last time

// Returns what the server answers, null when it refuses; rejects when it is not reached.
async function ask(path, patience, options) {
  const answer = await fetch(`${scope}/${path}`, { signal: AbortSignal.timeout(patience), ...options });
  server.reached = true;
  server.signedOut = answer.redirected || [400, 401, 403].includes(answer.status);
  return answer.ok && !answer.redirected ? await answer.json() : null;
}

export const fetchList = () => ask("people.json", 15000, { cache: "no-store" });

export function sendActs(acts) {
  const scans = acts.map(({ found: _found, slug: _slug, ...act }) => act);
  const token = document.querySelector("[name=csrf_token]").value;
  return ask("scans", 10000, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ now: Date.now(), device: device(), scans }),
  });
}

function device() {
  localStorage.doorDevice ??= random(8);
  return localStorage.doorDevice;
}

let feed = null;

// Listens to what changes from a version on; another call takes the place of the one before.
export function listen(version, { opened, heard, lost }) {
  hangUp();
  feed = new EventSource(`${scope}/live?since=${version}`);
  feed.onmessage = (event) => heard({ version: Number(event.lastEventId), ...JSON.parse(event.data) });
  feed.onopen = () => {
    server.reached = true;
    opened();
  };
  feed.onerror = () => feed.readyState === EventSource.CLOSED && lost();
}

export const hangUp = () => feed?.close();
