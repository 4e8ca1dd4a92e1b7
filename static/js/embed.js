// A frame in another site's page: it tells that page how tall it is, in the words of WordPress' own embeds, and links
// within the frame stay in it, though every other one opens in the whole window.

const secret = new URLSearchParams(location.hash.replace(/^#\??/, "")).get("secret") ?? "";

export function tell(message, value) {
  parent.postMessage({ message, value, secret }, "*"); // how tall it is, and an address that is on the page: no secret
}

// A browser heeds no autofocus in a frame of another site.
document.addEventListener("htmx:after:swap", () => document.querySelector("[autofocus]")?.focus());

new ResizeObserver(() => tell("height", Math.ceil(document.body.getBoundingClientRect().height)))
  .observe(document.body);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const place = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!place) return;
  event.preventDefault();
  place.scrollIntoView({ block: "nearest" });
  place.focus();
});
