// Forms that make or ask for a passkey (WebAuthn): the browser's answer goes into the form, which is sent as any other.

async function answer(form) {
  const options = JSON.parse(form.dataset.options);
  const made = form.dataset.passkey === "create"
    ? await navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
    })
    : await navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
    });
  return JSON.stringify(made);
}

async function send(event) {
  const form = event.currentTarget;
  event.preventDefault();
  try {
    form.elements.credential.value = await answer(form);
  } catch {
    form.elements.credential.value = ""; // given up, or no passkey here: the site says what else there is
  }
  form.submit();
}

if (globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  for (const form of document.querySelectorAll("[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", send);
  }
}
