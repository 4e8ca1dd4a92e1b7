// The door's page: which event it is about, and the words it says.

export const page = document.getElementById("door");
export const { scope, slug } = page.dataset;

const line = document.getElementById("door-line");
const words = Object.fromEntries(
  [...document.getElementById("door-words").content.children].map((each) => [
    each.dataset.word,
    each.textContent,
  ]),
);

export const say = (word, part = "") => (words[word] ?? word).replace("{}", part);

// Writes sentences above the list; none hides the line.
export function announce(...sentences) {
  line.textContent = sentences.join(" ");
  line.hidden = !line.textContent;
}
