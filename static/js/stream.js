// A browser has six connections to a site over HTTP/1.1, and a tab that nobody looks at takes none of them. htmx lets
// go of a stream when its tab is hidden and goes on when it is seen again; in a tab that was opened in the background,
// or hidden while the connection was made, it is told so here.

const tell = () => document.hidden && document.dispatchEvent(new Event("visibilitychange"));

document.addEventListener("htmx:sse:after:connection", () => setTimeout(tell)); // once it reads the stream
tell(); // it may have been faster than this file
