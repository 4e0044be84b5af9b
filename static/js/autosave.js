// Saves a form as one goes: when a field is left and every 20 seconds, only when something changed. The server keeps
// everything; nothing is written into the browser. Without this file the page's button saves.
(() => {
  const form = document.querySelector("form[data-autosave]");
  const status = form && form.querySelector("[data-autosave-status]");
  if (!status) return;
  const version = form.elements.namedItem("version");
  const compare = form.querySelector("[data-autosave-compare]");
  const typed = () => {
    const data = new FormData(form);
    data.delete("version");
    data.delete("csrfmiddlewaretoken");
    return new URLSearchParams(data).toString();
  };
  let last = typed();
  let busy = false;
  let stopped = false;
  let afterwards = null;

  const conflict = (answer) => {
    stopped = true;
    compare.innerHTML = answer.compare;
    form.querySelector('.buttons button[type="submit"]').textContent = status.dataset.keep;
    compare.focus();
  };
  const save = async () => {
    const now = typed();
    if (busy || stopped || now === last) return;
    busy = true;
    status.textContent = status.dataset.saving;
    try {
      const response = await fetch(form.getAttribute("action") || location.href, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-Autosave": "1" },
        redirect: "manual",
        signal: AbortSignal.timeout(10000),
      });
      if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) {
        status.textContent = status.dataset.signedOut;
        return;
      }
      const answer = await response.json();
      status.textContent = answer.words;
      if (answer.version) version.value = answer.version;
      if (response.ok) last = now;
      if (response.status === 409) stopped = true; // another window went further: the button says the same and leads on
      if (answer.compare) conflict(answer);
      if (response.ok) document.dispatchEvent(new CustomEvent("draft:saved"));
    } catch {
      status.textContent = status.dataset.offline;
    } finally {
      busy = false;
      if (afterwards) afterwards();
    }
  };
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget?.type !== "submit") setTimeout(save, 0);
  });
  setInterval(save, 20000);
  // a page sent while a save is under way would meet that save as if another window had made it: it waits for it
  form.addEventListener("submit", (event) => {
    stopped = true;
    if (!busy) return;
    event.preventDefault();
    afterwards = () => {
      afterwards = null;
      form.requestSubmit(event.submitter);
    };
  });
  const back = form.querySelector("[data-autosave-back]");
  if (back) back.textContent = status.dataset.back;
})();
