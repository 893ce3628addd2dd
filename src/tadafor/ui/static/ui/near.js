/* What is near to what is being written, drawn by the server under the form a moment after the last letter. */
(() => {
  "use strict";
  const WAIT = 1200;
  for (const place of document.querySelectorAll("[data-near]")) {
    const form = place.closest("form");
    let later = 0, asked = null;
    form.addEventListener("input", (event) => {
      if (event.target.type === "file") return;
      clearTimeout(later);
      later = setTimeout(async () => {
        asked?.abort();
        asked = new AbortController();
        const said = new FormData(form);
        for (const name of [...said.keys()]) if (said.get(name) instanceof File) said.delete(name);
        try {
          const answer = await fetch(place.dataset.near, { method: "POST", body: new URLSearchParams(said), signal: asked.signal });
          if (answer.ok) place.innerHTML = await answer.text();
        } catch { /* no network: they are shown when the form is sent */ }
      }, WAIT);
    });
  }
})();
