// A form that goes on without a network (tadafor.ui.queue): what is sent waits on this device until it is kept.
// Each waiting one has a key of its own, so that two tabs never overwrite each other; its id is the token by which
// the server knows it again. It leaves the device when it is kept, erased, or at sign-out.
"use strict";
(() => {
  const form = document.querySelector("form[data-queue]");
  const panel = document.getElementById("queue");
  if (!form || !panel || !window.crypto?.randomUUID || !navigator.serviceWorker) return;
  const words = panel.dataset;
  const list = panel.querySelector("ul");
  const status = panel.querySelector("[role=status]");
  const path = location.pathname;
  const person = document.body.dataset.person;
  const prefix = `queue:${person}:${path.replace(/^\/(fr|zgh)(?=\/)/, "")}#`;
  const keep = form.dataset.keep.split(" ");
  const told = [];
  let editing = null;

  // ---- what waits
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const write = (item) => {
    try { localStorage.setItem(prefix + item.id, JSON.stringify(item)); return true; } catch { return false; }
  };
  const drop = (item) => localStorage.removeItem(prefix + item.id);
  const waiting = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix)).map(read)
    .filter(Boolean).sort((one, other) => one.at.localeCompare(other.at));

  // ---- saying it
  const make = (tag, text, className = "") => Object.assign(document.createElement(tag), { textContent: text, className });
  const act = (label, todo) => {
    const button = make("button", label, "button button-quiet");
    button.type = "button";
    button.addEventListener("click", todo);
    return button;
  };
  const link = (label, href) => Object.assign(make("a", label), { href });
  const spoken = ([name, value]) => {
    const field = form.elements[name];
    if (field?.type === "checkbox") return field.labels[0]?.textContent.trim();
    return field?.options ? [...field.options].find((one) => one.value === value)?.textContent : value;
  };
  const wordsOf = (item) => {
    const typed = item.values.filter(([name, value]) => value && !["token", "told_at", "sent_at"].includes(name));
    const own = typed.filter(([name]) => !keep.includes(name));
    return (own.length ? own : typed).map(spoken).filter(Boolean).join(" · ").slice(0, 120);
  };
  const line = (item) => {
    const row = make("li", "");
    const said = make("div", "");
    said.append(Object.assign(make("p", wordsOf(item)), { dir: "auto" }));
    if (!item.errors) said.append(make("p", words.waits, "meta"));
    else item.errors.forEach(({ field, said: why }) => {
      const label = field && form.querySelector(`label[for="id_${CSS.escape(field)}"]`)?.firstChild?.textContent.trim();
      said.append(make("p", `${words.refused} ${label ? `${label}: ` : ""}${why}`, "error"));
    });
    const acts = make("p", "", "row");
    if (item.errors || !item.tried) acts.append(act(words.correct, () => edit(item)));
    acts.append(act(words.erase, () => { if (confirm(words.sure)) { drop(item); show(); } }));
    said.append(acts);
    row.append(said);
    return row;
  };
  const done = (answer) => {
    const row = make("li", "");
    const said = make("p", "");
    said.append(link(answer.said, answer.href));
    row.append(said);
    if (answer.undo) row.append(link(words.undo, answer.undo));
    return row;
  };
  const show = () => {
    const items = waiting();
    list.replaceChildren(...told.slice(0, 3).map(done), ...items.map(line));
    panel.hidden = !items.length && !told.length && !status.textContent;
    const count = panel.querySelector("[data-count]");
    count.textContent = items.length ? `${words.count} ${items.length}` : words.none;
    document.body.dataset.waiting = items.length || "";
  };
  const say = (text, href) => {
    status.replaceChildren(href ? link(text, href) : text);
    show();
  };

  // ---- the form
  const clear = () => {
    const left = Object.fromEntries(keep.map((name) => [name, form.elements[name]?.value]));
    form.reset();
    for (const field of form.elements) {
      if (!field.name || field.type === "hidden" || field.type === "checkbox") continue; // reset is enough
      if (keep.includes(field.name)) field.value = left[field.name];
      else if (field.tagName !== "SELECT") field.value = "";
      field.dispatchEvent(new Event("input"));
    }
    form.querySelectorAll(".errors, .field-error, .error").forEach((error) => error.remove());
    const first = [...form.elements].find((field) => field.name && field.type !== "hidden" && !keep.includes(field.name));
    first?.focus();
  };
  const forgetDraft = () => setTimeout(() => Object.keys(localStorage)
    .filter((key) => key.startsWith(`draft:${person}:`) && key.endsWith(`#${form.id}`)).forEach((key) => localStorage.removeItem(key)), 400);
  const fill = (field, value) => {
    if (field?.type === "checkbox") field.checked = true;
    else if (field) field.value = value;
  };
  const edit = (item) => {
    editing = item.id;
    for (const [name, value] of item.values) fill(form.elements[name], value);
    form.scrollIntoView();
    form.querySelector("textarea, input:not([type=hidden])")?.focus();
  };
  const enqueue = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!form.checkValidity()) { form.reportValidity(); return; }
    const id = editing ?? crypto.randomUUID().replaceAll("-", "");
    const values = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    if (!write({ id, at: new Date().toISOString(), values })) { say(words.full); return; }
    editing = null;
    clear();
    forgetDraft();
    say("");
    drain();
  };

  // ---- sending, one after the other, from one tab at a time
  const send = async (item) => {
    const body = new FormData();
    item.values.forEach(([name, value]) => body.set(name, value));
    body.set("token", item.id);
    body.set("told_at", item.at);
    body.set("sent_at", new Date().toISOString());
    write({ ...item, tried: true });
    const answer = await fetch(path, { method: "POST", body, headers: { "X-Queue": "1" }, redirect: "manual" });
    if (answer.type === "opaqueredirect") { say(words.session, location.href); return false; }
    if (answer.status !== 200 && answer.status !== 422) { say(answer.status === 404 ? words.closed : words.later); return false; }
    const said = await answer.json();
    if (said.kept) {
      drop(item);
      told.unshift(said);
      say(said.clock_off ? words.clock : "");
    } else {
      write({ ...item, errors: said.errors });
      say(words.someRefused);
    }
    return true;
  };
  const drain = () => navigator.locks.request(prefix, async () => {
    for (const item of waiting().filter((one) => !one.errors)) {
      try { if (!await send(item)) return; } catch { say(words.offline); return; }
    }
  });

  // ---- the page itself, kept for when the network is gone
  const keepPage = async () => {
    await navigator.serviceWorker.register(form.dataset.queue);
    const fresh = await fetch(location.href, { redirect: "manual" });
    if (!fresh.ok) return;
    const cache = await caches.open(`queue:${path}`);
    await cache.put(path, fresh);
    const parts = new Set([...document.querySelectorAll("link[rel=stylesheet], link[rel=preload], link[rel=icon], script[src]")]
      .map((part) => part.href ?? part.src));
    performance.getEntriesByType("resource").filter((one) => one.name.includes("/static/")).forEach((one) => parts.add(one.name));
    document.querySelectorAll("use").forEach((use) => parts.add(new URL(use.getAttribute("href"), location.href).href.split("#")[0]));
    await Promise.all([...parts].map((part) => cache.add(part).catch(() => { /* the page reads without it */ })));
    document.body.dataset.kept = "1";
  };

  form.noValidate = false;
  // What the address brings, as a scanned code does: the kept page was made before it.
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (form.elements[name]?.type !== "hidden") fill(form.elements[name], value);
  }
  document.addEventListener("submit", (event) => { if (event.target === form) enqueue(event); }, true);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  panel.querySelector("[data-send]").addEventListener("click", drain);
  addEventListener("online", drain);
  addEventListener("storage", show);
  setInterval(() => { if (waiting().some((one) => !one.errors)) drain(); }, 30000);
  show();
  drain();
  keepPage().catch(() => { /* without it the page works while the network does */ });
})();
