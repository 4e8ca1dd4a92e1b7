// What a phone at the door keeps: the list as it knows it, and what was done here that nobody has answered yet.
// Where a browser keeps nothing (some private windows), memory has to do.

const memory = { lists: new Map(), acts: new Map() };

const opened = new Promise((resolve) => {
  const request = globalThis.indexedDB?.open("parvis-door", 1);
  if (!request) return resolve(null);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("lists");
    request.result.createObjectStore("acts");
  };
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => resolve(null);
});

async function run(store, mode, ask) {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode);
    const request = ask(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

async function put(store, key, value) {
  if (await opened) return run(store, "readwrite", (kept) => kept.put(value, key));
  memory[store].set(key, value);
}

export const keepList = (slug, list) => put("lists", slug, list);
export const keepAct = (act) => put("acts", act.nonce, act);

export async function keptList(slug) {
  return (await opened) ? run("lists", "readonly", (kept) => kept.get(slug)) : memory.lists.get(slug);
}

export async function dropAct(nonce) {
  if (await opened) await run("acts", "readwrite", (kept) => kept.delete(nonce));
  memory.acts.delete(nonce);
}

// Everything that waits to be sent, oldest first; of one event when it is named.
export async function keptActs(slug) {
  const all = (await opened)
    ? await run("acts", "readonly", (kept) => kept.getAll())
    : [...memory.acts.values()];
  return all.filter((act) => !slug || act.slug === slug).sort((one, other) => one.at - other.at);
}
