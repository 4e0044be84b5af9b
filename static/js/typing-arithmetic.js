// Shows the arithmetic of a typing certificate as soon as its figures are typed. Without this file it is shown after saving.
(() => {
  const place = document.querySelector("[data-arithmetic]");
  const fields = ["gross_wpm", "errors"].map((name) => document.querySelector(`input[name="${name}"]`));
  if (!place || fields.includes(null)) return;
  let waiting = 0;
  let asked = 0;

  const ask = async () => {
    const mine = ++asked;
    const query = new URLSearchParams(fields.map((field) => [field.name, field.value.trim()]));
    const answer = await fetch(`${place.dataset.arithmetic}?${query}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || mine !== asked) return;
    place.textContent = (await answer.json()).words;
  };

  for (const field of fields) {
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => ask().catch(() => {}), 300);
    });
  }
  fields[1].closest(".field")?.after(place);
})();
