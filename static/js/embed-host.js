// For pages of other sites: gives each frame of ours the height that it tells. Without it the frame scrolls.

const ours = new URL(document.currentScript.src).origin;

addEventListener("message", ({ source, origin, data }) => {
  if (origin !== ours || data?.message !== "height" || !(data.value > 0)) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === source) frame.style.height = `${Math.min(data.value, 20000)}px`;
  }
});
