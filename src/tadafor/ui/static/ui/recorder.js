// Speaking instead of writing: record, pause, listen again, delete. The recording stands in the file field of its
// form, so the form sends it as it would any file; it is kept on this device until the server has it, or sign-out.
"use strict";
(() => {
  const LIFE = 24 * 3600 * 1000;
  const person = document.body.dataset.person ?? "";
  const bare = location.pathname.replace(/^\/(fr|zgh)(?=\/)/, "");
  const key = `${person}:${bare}`;

  // ---- what this device keeps; a browser that forbids it loses nothing but this
  const store = new Promise((done) => {
    const opening = indexedDB.open("sounds", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("sounds");
    opening.onsuccess = () => {
      opening.result.onversionchange = () => opening.result.close(); // sign-out erases it from another page
      done(opening.result);
    };
    opening.onerror = () => done(null);
  });
  const ask = async (mode, act) => {
    const database = await store;
    if (!database) return null;
    return new Promise((done) => {
      const asked = act(database.transaction("sounds", mode).objectStore("sounds"));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => done(null);
    });
  };
  const keep = (kept) => ask("readwrite", (sounds) => sounds.put(kept, key));
  const forget = (name = key) => ask("readwrite", (sounds) => sounds.delete(name));

  const started = (box) => {
    const form = box.closest("form");
    const input = box.querySelector("input[type=file]");
    const player = box.querySelector("audio");
    const state = box.querySelector(".recorder-state");
    const time = box.querySelector(".recorder-clock");
    const longest = Number(box.dataset.longest);
    let recorder = null;
    let pieces = [];
    let seconds = 0;
    let ticking = 0;
    let sending = false;

    const say = (words) => { state.textContent = words ?? ""; state.hidden = !words; };
    const show = (now) => {
      box.dataset.state = now;
      box.querySelectorAll("[data-when]").forEach((part) => { part.hidden = !part.dataset.when.split(" ").includes(now); });
      box.querySelector(".recorder-buttons").hidden = now === "done";
      time.hidden = now !== "recording" && now !== "paused";
      player.hidden = now !== "done";
    };
    const tick = () => {
      time.querySelector("b").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    };
    const have = (blob) => {
      const type = blob.type.split(";")[0] || "audio/webm";
      const files = new DataTransfer();
      files.items.add(new File([blob], `voice.${type.split("/")[1]}`, { type }));
      input.files = files.files;
      if (player.src) URL.revokeObjectURL(player.src);
      player.src = URL.createObjectURL(blob);
      show("done");
    };
    const drop = () => {
      input.value = "";
      player.removeAttribute("src");
      say("");
      forget();
      show("idle");
      box.querySelector("[data-do=record]").focus();
    };
    const ended = () => {
      clearInterval(ticking);
      recorder.stream.getTracks().forEach((track) => track.stop());
      const blob = new Blob(pieces, { type: recorder.mimeType });
      recorder = null;
      have(blob);
      keep({ blob, at: Date.now(), token: form.elements.token?.value });
    };
    const record = async () => {
      say("");
      let stream;
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
      } catch (error) {
        say(error.name === "NotFoundError" ? box.dataset.none : box.dataset.denied);
        return;
      }
      pieces = [];
      seconds = 0;
      tick();
      recorder = new MediaRecorder(stream, { audioBitsPerSecond: 32000 });
      recorder.ondataavailable = (event) => event.data.size && pieces.push(event.data);
      recorder.onstop = ended;
      recorder.start(1000);
      ticking = setInterval(() => {
        if (recorder?.state !== "recording") return;
        seconds += 1;
        tick();
        if (seconds < longest) return;
        say(box.dataset.full);
        recorder.stop();
      }, 1000);
      show("recording");
      box.querySelector("[data-do=stop]").focus();
    };
    const acts = {
      record,
      drop,
      stop: () => recorder?.stop(),
      pause: () => { recorder.pause(); show("paused"); },
      resume: () => { recorder.resume(); show("recording"); },
    };
    box.addEventListener("click", (event) => acts[event.target.closest("[data-do]")?.dataset.do]?.());
    input.addEventListener("change", () => {
      const [file] = input.files;
      if (!file) return;
      have(file);
      keep({ blob: file, at: Date.now(), token: form.elements.token?.value });
    });

    // Without a network nothing leaves: the recording stays here and is sent by the person who spoke.
    form.addEventListener("submit", (event) => {
      if (!input.files.length || navigator.onLine) { sending = navigator.onLine; return; }
      event.preventDefault();
      event.stopImmediatePropagation();
      say(box.dataset.offline);
    }, true);
    addEventListener("online", () => { if (state.textContent === box.dataset.offline) say(box.dataset.restored); });
    addEventListener("pagehide", () => { if (!sending && recorder) recorder.stop(); });

    ask("readonly", (sounds) => sounds.get(key)).then((kept) => {
      if (!kept || box.dataset.state !== "idle") return;
      if (Date.now() - kept.at > LIFE) { forget(); return; }
      // The same token: what the server took while the answer was lost is not taken twice.
      if (kept.token && form.elements.token) form.elements.token.value = kept.token;
      have(kept.blob);
      say(box.dataset.restored);
    });
    const able = navigator.mediaDevices?.getUserMedia && window.MediaRecorder && window.DataTransfer;
    if (!able) return;
    input.required = false;
    show("idle");
  };

  // ---- what the server has, and what is a day old, goes from this device
  const received = document.querySelector("[data-received]")?.dataset.received;
  ask("readonly", (sounds) => sounds.getAllKeys()).then((names) => names?.forEach(async (name) => {
    const kept = await ask("readonly", (sounds) => sounds.get(name));
    if (kept && (kept.token === received || Date.now() - kept.at > LIFE)) forget(name);
  }));

  // ---- listening slower or faster
  document.querySelectorAll("[data-speed]").forEach((button) => button.addEventListener("click", () => {
    const group = button.closest("[data-speeds]");
    group.querySelectorAll("[data-speed]").forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
    document.getElementById(group.dataset.speeds).playbackRate = Number(button.dataset.speed);
  }));

  document.querySelectorAll("[data-recorder]").forEach(started);
})();
