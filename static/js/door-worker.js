// Keeps the page of one door at hand without network: that page, the files that it needs, and nothing else of the site.
// Whoever is signed out finds nothing kept.

const page = new URL(self.registration.scope).pathname;
const NAME = `parvis-door ${page}`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  event.waitUntil(keepAll(event.data.keep).then(() => event.source.postMessage("kept")));
});

async function keepAll(addresses) {
  const cache = await caches.open(NAME);
  await Promise.all(addresses.map(async (address) => {
    const answer = await fetch(address, { cache: "no-cache" }).catch(() => null);
    if (answer?.ok && !answer.redirected) await cache.put(key(new URL(address)), answer);
  }));
}

const key = (url) => (url.pathname === page ? page : url.href);
const namesItsContent = (url) => url.searchParams.has("v") || /\/js\/[0-9a-f]{12}\//.test(url.pathname);

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  const isPage = event.request.mode === "navigate" && url.pathname === page;
  if (isPage || url.pathname.startsWith("/static/")) event.respondWith(answer(event.request, url, isPage));
});

async function answer(request, url, isPage) {
  const cache = await caches.open(NAME);
  const kept = () => cache.match(key(url), { ignoreVary: true });
  if (!isPage && namesItsContent(url)) {
    const same = await kept();
    if (same) return same;
  }
  try {
    const fresh = await fetch(request);
    if (isPage && (fresh.type === "opaqueredirect" || fresh.status === 403)) await forget();
    else if (fresh.ok && (isPage ? !url.search : true)) await cache.put(key(url), fresh.clone());
    return fresh;
  } catch (fault) {
    const found = await kept();
    if (found) return found;
    throw fault;
  }
}

// Signed out, or no longer of the door: no name stays on the phone. What was done here and not sent yet has none.
async function forget() {
  await caches.delete(NAME);
  await new Promise((done) => {
    const request = indexedDB.open("parvis-door");
    request.onsuccess = () => {
      const database = request.result;
      if (!database.objectStoreNames.contains("lists")) return done(database.close());
      const transaction = database.transaction("lists", "readwrite");
      transaction.objectStore("lists").clear();
      transaction.oncomplete = transaction.onabort = () => done(database.close());
    };
    request.onerror = () => done();
  });
}
