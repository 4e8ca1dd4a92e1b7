// Folding of texts as folding.py does it, so that the phone and the server find the same people.

const SAME = { œ: "oe", Œ: "oe", æ: "ae", Æ: "ae", ß: "ss", "’": "'", ʼ: "'" };
const LAST = "\u0345"; // the mark that stands after all others in a normalised text

// An accent changes places with the last mark; a vowel sign of Devanagari is a letter and stays where it is.
const isAccent = (mark) => mark === LAST || (LAST + mark).normalize("NFD")[0] !== LAST;

// Returns the text without accents, case, ligatures, elisions' apostrophes and doubled spaces.
export function folded(text) {
  const plain = text.replace(/[œŒæÆß’ʼ]/g, (sign) => SAME[sign]).normalize("NFKD");
  const bare = plain.replace(/\p{M}/gu, (mark) => (isAccent(mark) ? "" : mark)).toLowerCase();
  return bare.replace(/ß/g, "ss").replace(/ς/g, "σ").replace(/[\s'-]+/g, " ").trim();
}
