// The button that opens the camera: each ticket held before it is one scan.

import { look } from "./door-camera.js";
import { perform } from "./door-outbox.js";
import { announce, page, say } from "./door-page.js";

const SAME = 3000; // milliseconds in which a ticket held before the camera is one scan

const button = document.getElementById("door-scan");
const camera = document.getElementById("door-camera");
const video = document.getElementById("door-video");
let stop = null;
let last = { code: "", at: 0 };

function seen(code) {
  const now = Date.now();
  const again = code === last.code && now - last.at < SAME;
  last = { code, at: now };
  if (!again) perform("scan", { code });
}

button.addEventListener("click", async () => {
  if (stop) stop = stop();
  else {
    camera.hidden = false;
    stop = await look(video, page.dataset.decoder, seen).catch(() => announce(say("no-camera")));
  }
  camera.hidden = !stop;
  button.setAttribute("aria-pressed", String(Boolean(stop)));
});
button.hidden = !navigator.mediaDevices;
