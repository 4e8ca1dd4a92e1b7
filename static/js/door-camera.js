// Reading tickets with the camera: by the browser's own reader where it has one, else by the library.

const PAUSE = 150; // milliseconds between two looks

async function reader(library) {
  const own = globalThis.BarcodeDetector;
  const formats = own ? await own.getSupportedFormats() : [];
  const Reader = formats.includes("qr_code") ? own : (await import(library)).BarcodeDetector;
  return new Reader({ formats: ["qr_code"] });
}

// Calls `found` with each code that is seen; returns a function that stops. Rejects where there is no camera.
export async function look(video, library, found) {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: "environment", width: { ideal: 1280 } },
  });
  const eye = await reader(library);
  let open = true;
  video.srcObject = stream;
  await video.play();
  const glance = async () => {
    if (!open) return;
    if (video.readyState >= 2 && !document.hidden) {
      for (const code of await eye.detect(video)) found(code.rawValue);
    }
    setTimeout(glance, PAUSE);
  };
  glance();
  return () => {
    open = false;
    video.srcObject = null;
    stream.getTracks().forEach((track) => track.stop());
  };
}
