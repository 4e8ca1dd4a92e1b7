// What a key means in the moderation queue: x ticks a comment, Shift and a letter decides about all that are ticked.

const KEYS = {
  j: ["walk", 1],
  k: ["walk", -1],
  a: ["decide", "approve"],
  s: ["decide", "spam"],
  d: ["decide", "bin"],
  z: ["decide", "undo"],
  x: ["tickRow"],
  X: ["tickAll"],
  A: ["decideAll", "approve"],
  S: ["decideAll", "spam"],
  D: ["decideAll", "bin"],
  Z: ["undoAll"],
  "?": ["help"],
};

// Returns what to do and with what; undefined for what is the browser's, or typed into a field.
export function pressed({ key, ctrlKey, metaKey, altKey, isComposing }, typing) {
  if (typing || ctrlKey || metaKey || altKey || isComposing || !Object.hasOwn(KEYS, key)) return undefined;
  return KEYS[key];
}
