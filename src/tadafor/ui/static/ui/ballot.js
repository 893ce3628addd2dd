// A running total beside a ballot. Nothing is kept and nothing leaves the page: the server adds up again.
(() => {
  const form = document.querySelector("[data-ballot]");
  const said = form && form.querySelector("[data-ballot-said]");
  if (!said) return;
  const limit = Number(said.dataset.limit) || 0;
  const grouped = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  const tell = () => {
    const ticked = [...form.querySelectorAll("input[type=checkbox]:checked")];
    const worth = [...form.querySelectorAll(".ballot-worth")].map((one) => Number(one.value) || 0);
    const rule = form.dataset.ballot;
    const total =
      rule === "knapsack" ? ticked.reduce((sum, one) => sum + Number(one.dataset.price), 0)
      : rule === "points" ? worth.reduce((sum, one) => sum + one, 0)
      : rule === "ranking" ? worth.filter(Boolean).length
      : ticked.length;
    said.textContent = `${said.dataset.words} ${grouped(total)}${limit ? ` / ${grouped(limit)}` : ""}`;
    said.classList.toggle("counter-over", limit > 0 && total > limit);
    said.hidden = false;
  };
  form.addEventListener("input", tell);
  addEventListener("pageshow", tell);
})();
