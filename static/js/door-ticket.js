// A ticket's code as a phone reads it (models/registration/ticket.py), and its hash (formats/door.py).

import { hex } from "./hex.js";

const HASH = 32; // hexadecimal digits

// Returns a code as it is written, from what was scanned or typed: in any case, with any spaces and hyphens.
export const plain = (code) => code.replace(/[\s-]/g, "").toUpperCase();

// Returns the hash of a code; undefined where the browser makes none, because the page came without HTTPS.
export async function hashed(code) {
  const made = await globalThis.crypto?.subtle?.digest("SHA-256", new TextEncoder().encode(plain(code)));
  return made && hex(new Uint8Array(made)).slice(0, HASH);
}
