/* Keys of a page in which staff work all day. A letter is a place on the keyboard, whatever its language. */
(() => {
  "use strict";
  const OFF = "keys-off";
  const isOff = () => localStorage.getItem(OFF) === "1";

  // ---- the switch, on the page that lists them: who speaks to their computer turns them off
  for (const line of document.querySelectorAll("[data-keys-switch]")) {
    const button = line.querySelector("button");
    const say = () => { button.textContent = isOff() ? line.dataset.on : line.dataset.off; };
    button.addEventListener("click", () => {
      if (isOff()) localStorage.removeItem(OFF); else localStorage.setItem(OFF, "1");
      say();
    });
    say();
    line.hidden = false;
  }

  // ---- the list: cards with a link and perhaps a box to tick
  const cards = [...document.querySelectorAll("[data-keyed]")];
  let at = -1;
  const stand = (to) => {
    if (!cards.length) return;
    at = Math.max(0, Math.min(cards.length - 1, to));
    cards[at].querySelector("a").focus();
    cards[at].scrollIntoView({ block: "nearest" });
  };
  const doing = {
    KeyJ: () => stand(at + 1),
    KeyK: () => stand(at - 1),
    KeyO: () => cards[at]?.querySelector("a").click(),
    KeyX: () => cards[at]?.querySelector("input[type=checkbox]")?.click(),
  };
  for (const [place, card] of cards.entries()) card.addEventListener("focusin", () => { at = place; });

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat && !/Key[JK]/.test(event.code) || isOff()) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const led = document.querySelector(`[data-keys] [data-key="${CSS.escape(event.key)}"], [data-keys] [data-key="${event.code}"]`);
    if (led) {
      event.preventDefault();
      const { focus, press } = led.dataset;
      if (focus) document.querySelector(focus)?.focus();
      else (press ? document.querySelector(press) : led)?.click();
    } else if (cards.length && doing[event.code]) {
      event.preventDefault();
      doing[event.code]();
    }
  });
})();
