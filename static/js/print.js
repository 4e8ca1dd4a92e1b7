// The button that prints a sheet. Without this file the browser's own menu does.

const button = document.getElementById("print");
button.addEventListener("click", () => print());
button.hidden = false;
