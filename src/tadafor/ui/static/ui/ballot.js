// A running total beside a ballot, one for each envelope. Nothing is kept and nothing leaves the page: the
// server adds up again.
(() => {
  const form = document.querySelector("[data-ballot]");
  const bars = form ? [...form.querySelectorAll("[data-ballot-said]")] : [];
  const rule = form && form.dataset.ballot;
  const grouped = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  const totalled = (purse) => {
    const ticked = [...form.querySelectorAll("input[type=checkbox]:checked")]
      .filter((one) => !purse || one.dataset.purse === purse);
    const worth = [...form.querySelectorAll(".ballot-worth")].map((one) => Number(one.value) || 0);
    return rule === "knapsack" ? ticked.reduce((sum, one) => sum + Number(one.dataset.price), 0)
      : rule === "points" ? worth.reduce((sum, one) => sum + one, 0)
      : rule === "ranking" ? worth.filter(Boolean).length
      : ticked.length;
  };
  const tell = () => bars.forEach((said) => {
    const limit = Number(said.dataset.limit) || 0;
    const total = totalled(said.dataset.purse);
    said.textContent = `${said.dataset.words} ${grouped(total)}${limit ? ` / ${grouped(limit)}` : ""}`;
    said.classList.toggle("counter-over", limit > 0 && total > limit);
    said.hidden = false;
  });
  if (!bars.length) return;
  form.addEventListener("input", tell);
  addEventListener("pageshow", tell);
})();
