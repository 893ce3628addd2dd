// What a page does better with a script; every page works without.
// Drafts, one click one send, counters, connection, the signed-in corner, days left, listening.
"use strict";
(() => {
  const page = document.documentElement;
  const words = document.getElementById("sentences")?.dataset ?? {};
  const person = document.body.dataset.person ?? "";
  const every = (selector, act, root = document) => root.querySelectorAll(selector).forEach(act);
  const make = (tag, className, text) => {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  };

  // ---- storage that may be full or forbidden
  const store = (area) => ({
    get: (key) => { try { return JSON.parse(area().getItem(key)); } catch { return null; } },
    set: (key, value) => { try { area().setItem(key, JSON.stringify(value)); } catch { /* the page goes on */ } },
    drop: (key) => { try { area().removeItem(key); } catch { /* nothing was kept */ } },
    keys: () => { try { return Object.keys(area()); } catch { return []; } },
  });
  const kept = store(() => localStorage);
  const passing = store(() => sessionStorage);

  // ---- drafts: kept through a refusal, a lost connection or an expired session; they die at sign-out
  const DRAFT = "draft:";
  const LIFE = 24 * 3600 * 1000;
  const SENT = "sent-drafts";
  const bare = (path) => path.replace(/^\/(fr|zgh)(?=\/)/, "");
  const keyOf = (form) => `${DRAFT}${person}:${bare(location.pathname)}#${form.id}`;
  const QUEUE = "queue:"; // what ui/queue.js keeps for later
  const ofThisDevice = (start) => kept.keys().filter((key) => key.startsWith(start));
  const forgetAll = () => {
    [DRAFT, QUEUE].flatMap(ofThisDevice).forEach(kept.drop);
    try { indexedDB.deleteDatabase("sounds"); } catch { /* no voice was kept */ }
  };
  const refusedTypes = ["hidden", "password", "file", "submit", "button", "reset"];
  const fieldsOf = (form) => [...form.elements].filter((field) =>
    field.name && !refusedTypes.includes(field.type) && !field.closest("[data-no-draft]"));
  const isChoice = (field) => field.type === "checkbox" || field.type === "radio";

  const pristineValue = (field) => field.tagName !== "SELECT" ? field.defaultValue
    : ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? "";
  const valuesOf = (form, pristine) => {
    const values = {};
    for (const field of fieldsOf(form)) {
      values[field.name] ??= [];
      if (!isChoice(field)) values[field.name].push(pristine ? pristineValue(field) : field.value);
      else if (pristine ? field.defaultChecked : field.checked) values[field.name].push(field.value);
    }
    return values;
  };
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  // A field is filled again only where the page came as it was when the draft began: what the server sent back
  // after a refusal counts more.
  const restore = (form, draft) => {
    const now = valuesOf(form, true);
    let changed = false;
    for (const field of fieldsOf(form)) {
      const { name } = field;
      const before = draft.values[name];
      if (!before || !same(now[name], draft.base[name]) || same(before, now[name])) continue;
      if (isChoice(field)) field.checked = before.includes(field.value);
      else [field.value] = before;
      changed = true;
    }
    return changed;
  };

  const sayRestored = (form, key) => {
    const notice = make("div", "notice notice-info", "");
    notice.setAttribute("role", "status");
    const erase = make("button", "button button-quiet", words.erase);
    erase.type = "button";
    erase.addEventListener("click", () => {
      kept.drop(key);
      form.reset();
      notice.remove();
      form.dispatchEvent(new Event("input"));
    });
    notice.append(make("p", "", words.restored), erase);
    form.prepend(notice);
  };

  const keepDraft = (form) => {
    const key = keyOf(form);
    const found = kept.get(key);
    const draft = found && Date.now() - found.at < LIFE ? found : null;
    if (!draft) kept.drop(key);
    else if (restore(form, draft)) sayRestored(form, key);
    const base = draft?.base ?? valuesOf(form, true);
    let waiting;
    const save = () => kept.set(key, { at: Date.now(), values: valuesOf(form, false), base });
    form.addEventListener("input", (event) => {
      if (!event.isTrusted) return;
      clearTimeout(waiting);
      waiting = setTimeout(save, 300);
    });
    form.addEventListener("submit", () => {
      clearTimeout(waiting);
      save();
      passing.set(SENT, { key, path: location.pathname });
    });
  };

  // A draft is done with when its form led, in this tab, to another page that is neither a problem nor the sign-in.
  const endSentDraft = () => {
    const sent = passing.get(SENT);
    if (!sent) return;
    const from = document.referrer ? new URL(document.referrer).pathname : "";
    const problem = "problem" in document.body.dataset;
    const signingIn = bare(location.pathname).startsWith("/account/");
    const sameForm = [...document.querySelectorAll("form[data-draft]")].some((form) => keyOf(form) === sent.key);
    if (sameForm) passing.drop(SENT);
    if (sameForm || problem || signingIn || from !== sent.path) return;
    kept.drop(sent.key);
    passing.drop(SENT);
  };

  // ---- one click, one send; the server is what guarantees it
  const guard = (form) => {
    let sent = false;
    form.addEventListener("submit", (event) => {
      const loses = "signOut" in form.dataset && ofThisDevice(QUEUE).length && !confirm(words.waiting);
      if (sent || loses) {
        event.preventDefault();
        return;
      }
      if (event.defaultPrevented) return;
      sent = true;
      const button = event.submitter;
      if (button?.classList.contains("button")) {
        button.setAttribute("aria-disabled", "true");
        const label = button.querySelector("span");
        if (label && words.sending) {
          label.dataset.before = label.textContent;
          label.textContent = words.sending;
        }
      }
      setTimeout(again, 15000);
    });
    const again = () => {
      sent = false;
      every(".button[aria-disabled]:not(.button-refused)", (button) => {
        button.removeAttribute("aria-disabled");
        const label = button.querySelector("[data-before]");
        if (label) label.textContent = label.dataset.before;
      }, form);
    };
    addEventListener("pageshow", (event) => event.persisted && again());
    if ("signOut" in form.dataset) form.addEventListener("submit", (event) => event.defaultPrevented || forgetAll());
  };

  // ---- counters
  const count = (counter) => {
    const field = document.getElementById(counter.dataset.counter);
    if (!field) return;
    const limit = Number(counter.dataset.limit);
    const show = () => {
      const left = limit - field.value.replace(/\n/g, "\r\n").length;
      counter.textContent = `${counter.dataset.words} ${String(left).replace(/\B(?=(\d{3})+$)/g, "\u00a0")}`;
      counter.classList.toggle("counter-over", left < 0);
    };
    field.addEventListener("input", show);
    field.form?.addEventListener("input", show);
    show();
  };

  // ---- the connection
  let offline = null;
  const connection = () => {
    if (navigator.onLine) {
      offline?.remove();
      offline = null;
    } else if (!offline && words.offline) {
      offline = make("p", "notice notice-warning floating", words.offline);
      offline.setAttribute("role", "status");
      document.body.append(offline);
    }
  };

  // ---- the signed-in corner of a page that was kept for everybody
  const corner = async () => {
    const place = document.querySelector("[data-corner]");
    if (!place || !/(?:^|;\s*)signed_in=1/.test(document.cookie)) return;
    const answer = await fetch(place.dataset.corner, { credentials: "same-origin" });
    if (answer.ok) place.innerHTML = await answer.text();
  };

  // ---- days left, counted by the reader's own clock
  const daysLeft = (time) => {
    const language = time.closest("[lang]").lang;
    if (!Intl.RelativeTimeFormat?.supportedLocalesOf(language).length) return;
    const end = new Date(time.dateTime.length === 10 ? `${time.dateTime}T23:59` : time.dateTime);
    const days = Math.floor((end - Date.now()) / 86400000);
    if (days < 0 || days > 14) return;
    const said = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day");
    time.title = said;
    if (days <= 3) time.after(" ", make("small", "", `(${said})`));
  };

  // ---- listening, only with a voice that is on the device
  const listening = () => {
    const speech = window.speechSynthesis;
    const buttons = [...document.querySelectorAll("[data-listen]")];
    if (!speech || !buttons.length) return;
    const voiceFor = (language) => speech.getVoices().find((voice) =>
      voice.localService && voice.lang.toLowerCase().startsWith(language.slice(0, 2).toLowerCase()));
    const offer = () => buttons.forEach((button) => {
      const target = document.getElementById(button.dataset.listen);
      button.hidden = !target || !voiceFor(target.closest("[lang]").lang);
    });
    const label = (button, on) => {
      const span = button.querySelector("span");
      button.dataset.start ??= span.textContent;
      span.textContent = on ? button.dataset.stop : button.dataset.start;
      button.setAttribute("aria-pressed", String(on));
    };
    buttons.forEach((button) => button.addEventListener("click", () => {
      if (speech.speaking) {
        speech.cancel();
        buttons.forEach((other) => label(other, false));
        return;
      }
      const target = document.getElementById(button.dataset.listen);
      const language = target.closest("[lang]").lang;
      const spoken = target.innerText.split(/\n+|(?<=[.؟!؛])\s+/).filter((part) => part.trim());
      spoken.forEach((part, at) => {
        const saying = new SpeechSynthesisUtterance(part);
        saying.lang = language;
        saying.voice = voiceFor(language);
        if (at === spoken.length - 1) saying.onend = () => label(button, false);
        speech.speak(saying);
      });
      label(button, true);
    }));
    offer();
    speech.addEventListener?.("voiceschanged", offer);
    addEventListener("pagehide", () => speech.cancel());
  };

  endSentDraft();
  every("form[data-draft]:not([data-no-draft])", keepDraft);
  every("form", guard);
  every("[data-counter]", count);
  every("time[data-left]", daysLeft);
  every("[data-focus]", (place) => place.focus());
  every("[data-print]", (button) => button.addEventListener("click", () => print()));
  every(".rooms [aria-current]", (here) => here.scrollIntoView({ block: "nearest", inline: "center" }));
  corner().catch(() => { /* the link to sign in stays */ });
  listening();
  addEventListener("online", connection);
  addEventListener("offline", connection);
  connection();
  page.classList.add("scripted");

  // ---- a shared tablet: a minute of quiet and nothing stays; what goes on tells the server
  const { kiosk, awake } = document.body.dataset;
  if (kiosk) {
    const QUIET = 60000;
    let last = Date.now(), told = last;
    const leave = () => { localStorage.clear(); sessionStorage.clear(); location.replace(kiosk); };
    for (const sign of ["pointerdown", "keydown", "input", "scroll"]) {
      addEventListener(sign, () => { last = Date.now(); }, { passive: true, capture: true });
    }
    setInterval(() => {
      if (Date.now() - last >= QUIET) leave();
      else if (last > told && Date.now() - told > QUIET / 3) { told = Date.now(); fetch(awake); }
    }, 1000);
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  }
})();
