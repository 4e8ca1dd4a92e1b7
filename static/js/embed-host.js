// For pages of other sites: gives each frame of ours the height that it tells. Without it the frame scrolls.

const ours = new URL(document.currentScript.src).origin;

addEventListener("message", ({ source, data }) => {
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow !== source || !frame.src.startsWith(`${ours}/`)) continue; // a card has no origin
    if (data?.message === "height" && data.value > 0) frame.style.height = `${Math.min(data.value, 20000)}px`;
    if (data?.message === "link" && String(data.value).startsWith(`${ours}/`)) location.assign(data.value);
  }
});
