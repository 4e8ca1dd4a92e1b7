// What has the focus is seen whole: clear of the bars that stay at the foot of the screen, and a text field with all of
// its lines, where a browser is content to show the cursor.

const bars = document.querySelectorAll("#bar, #queue-bar");

function measure() {
  const stay = [...bars].filter((bar) => getComputedStyle(bar).position === "sticky");
  const heights = stay.map((bar) => bar.offsetHeight);
  document.documentElement.style.setProperty("--foot", `${Math.max(0, ...heights)}px`);
}

const watched = new ResizeObserver(measure);
bars.forEach((bar) => watched.observe(bar));
addEventListener("resize", measure);

// Under a pointer nothing scrolls. This file comes with the first key, or the first focus.
let byKey = document.activeElement.matches(":focus-visible");
if (byKey) document.activeElement.scrollIntoView({ block: "nearest" });

addEventListener("keydown", () => (byKey = true), true);
addEventListener("pointerdown", () => (byKey = false), true);
addEventListener("focusin", ({ target }) => {
  if (byKey || target.matches("[autofocus]")) target.scrollIntoView({ block: "nearest" });
});
