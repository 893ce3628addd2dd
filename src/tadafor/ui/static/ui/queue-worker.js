// The network first; without one, the page that the device kept. It holds nothing that people type.
"use strict";
const SLOW = 8000;
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  const ignoreSearch = request.mode === "navigate";
  const kept = () => caches.match(request, { ignoreSearch, ignoreVary: true });
  const late = new Promise((_, fail) => { setTimeout(fail, SLOW); });
  event.respondWith((async () => {
    const answer = fetch(request);
    answer.catch(() => { /* said below */ });
    try {
      return await ((await kept()) ? Promise.race([answer, late]) : answer);
    } catch {
      return (await kept()) ?? answer;
    }
  })());
});
