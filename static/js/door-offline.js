// Has the page and its files kept on this phone (door-worker.js), so that the door opens again without network.

import { page, scope } from "./door-page.js";

const isFile = (address) => new URL(address).pathname.startsWith("/static/");

export async function keepPage() {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register(`${scope}/worker.js`, { scope }).catch(() => null);
  const { active } = await navigator.serviceWorker.ready;
  navigator.serviceWorker.addEventListener("message", () => (page.dataset.kept = "true"));
  const decoder = new URL(page.dataset.decoder, location);
  const files = performance.getEntriesByType("resource").map((entry) => entry.name).filter(isFile);
  const keep = [location.href, decoder.href, new URL("index.js", decoder).href, ...files];
  active.postMessage({ keep: [...new Set(keep)] });
}
