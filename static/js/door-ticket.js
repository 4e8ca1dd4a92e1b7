// A ticket's code as a phone reads it (models/registration/keyboards.py), and its hash (formats/door.py).

import { KEYBOARDS } from "./door-keyboards.js";
import { hex } from "./hex.js";

const HASH = 32; // hexadecimal digits
const { alphabet, length, separators } = KEYBOARDS;
const layouts = Object.values(KEYBOARDS.layouts).map((rows) =>
  rows.map((row) => [...row].map((sign) => sign.toUpperCase()))
);

// Returns the letter of a code that each sign stands for, when a scanner's layout is read by the computer's.
function decoding(scanner, computer) {
  const key = (letter) => Math.max(...scanner.map((row) => row.indexOf(letter)));
  const digits = [...alphabet].filter((letter) => letter <= "9").map((digit) => [digit, digit]);
  const typed = computer.flatMap((row) => [...alphabet].map((letter) => [row[key(letter)], letter]));
  return new Map([...digits, ...typed]);
}

const decodings = layouts.flatMap((scanner) => layouts.map((computer) => decoding(scanner, computer)));

// Returns the parts of a text that are as long as a code; what a separator becomes is said.
function parts(text, found, apart) {
  const letter = (sign) => found.get(sign) ?? (separators.includes(sign) ? apart : "/");
  const signs = [...text].map((sign) => letter(sign.toUpperCase())).join("");
  return signs.split("/").filter((part) => part.length === length);
}

// Returns the one part of a text that is as long as a code; nothing when there are two.
// A separator may also end a part: some layouts type one for the / of a URL.
function code(text, found) {
  const whole = parts(text, found, "");
  const seen = whole.length ? whole : parts(text, found, "/");
  return seen.length === 1 ? seen : [];
}

// Returns the codes that a scanned or typed text may stand for, each by another pair of layouts.
export function codes(text) {
  const apart = text.normalize("NFD").replace(/(.)\u0302/gu, "^$1").normalize("NFC");
  const texts = [text.normalize("NFC"), apart];
  return [...new Set(texts.flatMap((typed) => decodings.flatMap((found) => code(typed, found))))];
}

// Returns the hash of a code; undefined where the browser makes none, because the page came without HTTPS.
async function hashed(code) {
  const made = await globalThis.crypto?.subtle?.digest("SHA-256", new TextEncoder().encode(code));
  return made && hex(new Uint8Array(made)).slice(0, HASH);
}

// Returns the hash of each code that a text may stand for.
export const hashes = async (text) => (await Promise.all(codes(text).map(hashed))).filter(Boolean);
