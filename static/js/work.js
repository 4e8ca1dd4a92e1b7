// Proof of work for forms with data-work (spam/proof_of_work.py): a number whose SHA-256 with the seed begins with
// so many zero bits. The answer is bound to the stamp, the address and the text. Without this file the comment is held.

import { answered, seed } from "./proof.js";

let solved = { seed: "", answer: "" };

function solve(form) {
  const [stamp, email, body] = ["stamp", "email", "body"].map((name) => form.elements[name]?.value ?? "");
  const sought = seed(stamp, email, body);
  if (solved.seed !== sought) solved = { seed: sought, answer: answered(sought, Number(form.dataset.work)) };
  form.elements.work.value = solved.answer;
}

// Before htmx reads the form, and before a browser sends it.
document.addEventListener("submit", (event) => event.target.dataset?.work && solve(event.target), true);
