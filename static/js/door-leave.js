// Before somebody signs out: says when this phone still keeps what was done at a door, because signing out wipes it.

import { keptActs } from "./door-store.js";

const notice = document.getElementById("door-unsent");
const count = (await keptActs()).length;
if (count) {
  notice.textContent = notice.textContent.replace("{}", count);
  notice.hidden = false;
}
