// The work that a comment's form asks for, as spam/proof_of_work.py checks it.

import { sha256 } from "./sha256.js";

const SEED = 32; // characters

const encode = (text) => new TextEncoder().encode(text);
const hex = (words) => words.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");

// Returns what the work is about.
export const seed = (stamp, email, body) =>
  hex(sha256(encode([stamp, email, body].join("\n")))).slice(0, SEED);

// Returns the first number whose SHA-256 with the seed begins with so many zero bits.
export function answered(seed, bits) {
  let number = 0;
  while (sha256(encode(seed + number))[0] >>> (32 - bits)) number++;
  return String(number);
}
