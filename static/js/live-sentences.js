// While a requirement is changed, its sentence in plain words follows: the server reads what is typed and keeps nothing.
(() => {
  const DELAY = 400;
  let timer, asking;

  const sentenceOf = (card) => card.querySelector(":scope > .card__name [data-sentence]");

  const show = (sentences, changed) => {
    for (const card of document.querySelectorAll(".card[data-place]")) {
      const line = sentenceOf(card);
      const said = sentences[card.dataset.place];
      if (!line || !said || line.textContent === said) continue;
      if (card === changed) line.setAttribute("aria-live", "polite");
      line.textContent = said;
    }
  };

  const ask = async (form) => {
    asking?.abort();
    asking = new AbortController();
    const sent = new FormData(form);
    sent.set("do", "sentence");
    try {
      const response = await fetch(location.href, { method: "POST", body: sent, signal: asking.signal, redirect: "manual" });
      if (response.ok) show((await response.json()).sentences, form.closest(".card"));
    } catch {
      // Without an answer the sentence stays as it was saved; saving says what is wrong.
    }
  };

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.closest(".card[data-place]")) return;
    clearTimeout(timer);
    timer = setTimeout(() => ask(form), DELAY);
  });
})();
