// Saying where something is: the position of the phone when its holder asks for it, a touch on the map, or arrows.
// The two boxes of degrees stay the truth: what is typed there moves the pin.
"use strict";
(() => {
  const NEAREST = 8, STEP = 6;
  const CLOSE = Math.PI / 180;
  const every = (box, name) => box.querySelectorAll(name);

  const started = (box) => {
    const form = box.closest("form");
    const [latitude, longitude] = every(box, "input");
    const said = box.querySelector("[role=status]");
    const [ask, drop] = ["ask", "drop"].map((name) => box.querySelector(`[data-do=${name}]`));
    const map = box.querySelector("figure > svg");
    const pin = map?.querySelector("[data-pin]");
    const { west, north, scale } = Object.fromEntries(
      ["west", "north", "scale"].map((name) => [name, Number(box.dataset[name])]),
    );
    const { width: WIDTH, height: HEIGHT } = map ? map.viewBox.baseVal : { width: 0, height: 0 };
    let nearness = 1, middle = { x: WIDTH / 2, y: HEIGHT / 2 };

    const mercator = (degrees) => Math.asinh(Math.tan(degrees * CLOSE)) / CLOSE;
    const spot = () => (latitude.value && longitude.value && map ? {
      x: (Number(longitude.value) - west) * scale,
      y: (north - mercator(Number(latitude.value))) * scale,
    } : null);
    const look = () => {
      const wide = WIDTH / nearness, tall = HEIGHT / nearness;
      const from = (at, size, most) => Math.min(Math.max(at - size / 2, 0), most - size);
      map.setAttribute("viewBox", `${from(middle.x, wide, WIDTH)} ${from(middle.y, tall, HEIGHT)} ${wide} ${tall}`);
      pin.setAttribute("data-nearness", nearness);
      show();
    };
    const show = () => {
      drop.hidden = !latitude.value && !longitude.value;
      const at = spot();
      if (!pin) return;
      const drawn = at && Number.isFinite(at.x) && Number.isFinite(at.y);
      pin.setAttribute("visibility", drawn ? "visible" : "hidden");
      if (drawn) pin.setAttribute("transform", `translate(${at.x.toFixed(1)} ${at.y.toFixed(1)}) scale(${1 / nearness})`);
    };
    const put = (north_, east, sentence) => {
      latitude.value = north_;
      longitude.value = east;
      said.textContent = sentence;
      show();
      form.dispatchEvent(new Event("input", { bubbles: true })); // drafts keep it
    };
    const touch = (x, y) => {
      const up = north - y / scale;
      const lat = Math.atan(Math.sinh(up * CLOSE)) / CLOSE;
      put(lat.toFixed(5), (west + x / scale).toFixed(5), box.dataset.touched);
    };

    for (const part of every(box, "[data-with-script]")) part.hidden = false;
    if (!navigator.geolocation) ask.hidden = true;
    ask.addEventListener("click", () => navigator.geolocation.getCurrentPosition(
      ({ coords }) => put(coords.latitude.toFixed(5), coords.longitude.toFixed(5), box.dataset.done),
      () => put("", "", box.dataset.failed),
      { enableHighAccuracy: true, timeout: 15000 },
    ));
    drop.addEventListener("click", () => put("", "", ""));
    for (const one of [latitude, longitude]) one.addEventListener("input", show);
    show();
    if (!map) return;

    map.tabIndex = 0;
    map.setAttribute("role", "application");
    map.setAttribute("aria-label", box.dataset.help);
    map.classList.add("map-touch");
    box.querySelector("[data-said]").textContent = box.dataset.help;
    map.addEventListener("click", (event) => {
      const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
      touch(place.x, place.y);
      const quarter = event.target.dataset?.quarter, choice = form.elements.neighbourhood;
      if (quarter && choice && !choice.dataset.chosen && [...choice.options].some((one) => one.value === quarter)) {
        choice.value = quarter;
      }
    });
    form.elements.neighbourhood?.addEventListener("change", ({ target }) => { target.dataset.chosen = target.value; });
    map.addEventListener("keydown", (event) => {
      const way = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
      if (!way) return;
      event.preventDefault();
      const at = spot() ?? middle;
      touch(at.x + (way[0] * STEP) / nearness, at.y + (way[1] * STEP) / nearness);
    });
    const zoom = (factor) => {
      nearness = Math.min(Math.max(nearness * factor, 1), NEAREST);
      middle = spot() ?? middle;
      look();
    };
    box.querySelector("[data-do=nearer]").addEventListener("click", () => zoom(2));
    box.querySelector("[data-do=farther]").addEventListener("click", () => zoom(1 / 2));
  };

  for (const box of document.querySelectorAll("[data-point]")) started(box);
})();
