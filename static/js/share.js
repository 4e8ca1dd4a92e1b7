// Sharing: what the device offers for it, else the address to paste; without either the link begins a mail.
document.addEventListener("click", async (click) => {
  const link = click.target.closest?.("[data-share]");
  if (!link || !(navigator.share || navigator.clipboard)) return;
  click.preventDefault();
  const url = document.querySelector("link[rel=canonical]").href;
  try {
    if (navigator.share) return await navigator.share({ title: document.title, url });
    await navigator.clipboard.writeText(url);
    link.textContent = document.getElementById("status").textContent = link.dataset.share;
  } catch (fault) {
    if (fault.name !== "AbortError") location.href = link.href; // who closed the sheet wants nothing more
  }
});
