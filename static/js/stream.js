// A browser has six connections to a site over HTTP/1.1, and a tab that nobody looks at takes none of them: htmx lets
// go of a stream when its tab is hidden and goes on when it is seen again; here is what it leaves out.

const unseen = new Set(); // what follows a stream, in a tab that was opened in the background

document.addEventListener("htmx:sse:before:connection", (event) => {
  const first = event.detail.connection.attempt === 0;
  if (!document.hidden || !first) return;
  event.preventDefault();
  unseen.add(event.target);
});

// It was hidden while the connection was made: htmx waits until somebody looks.
document.addEventListener("htmx:sse:after:connection", ({ detail: { connection } }) => {
  if (document.hidden) connection.abortController.abort();
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  for (const source of unseen) globalThis.htmx.ajax("GET", source.getAttribute("hx-sse:connect"), { source });
  unseen.clear();
});
