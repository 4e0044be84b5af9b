// Warns five minutes before the session ends and lets it begin anew. The server's time counts, and other tabs too.
(() => {
  const dialog = document.getElementById("session-warning");
  if (!dialog?.showModal) return;
  const said = document.getElementById("session-warning-said");
  const longer = document.getElementById("session-longer");
  const close = document.getElementById("session-close");
  const form = dialog.querySelector("form");
  const WARN = 300;
  let ends = 0;
  let timer = 0;
  let lastMinutes = null;
  const left = () => Math.max(0, Math.round((ends - Date.now()) / 1000));
  const wait = (seconds) => { clearTimeout(timer); timer = setTimeout(look, Math.max(1, seconds) * 1000); };
  const set = (seconds) => {
    ends = Date.now() + seconds * 1000;
    if (seconds > WARN) {
      if (dialog.open) dialog.close();
      wait(Math.min(seconds - WARN, 3600));
    } else if (seconds > 0) warn();
    else end();
  };
  const warn = () => {
    const minutes = Math.ceil(left() / 60);
    if (minutes !== lastMinutes) said.textContent = dialog.dataset.minutes.replace("%s", minutes);
    lastMinutes = minutes;
    if (!dialog.open) { dialog.showModal(); longer.focus(); }
    wait(left() > 20 ? 15 : left());
  };
  const end = () => {
    clearTimeout(timer);
    said.textContent = dialog.dataset.ended;
    longer.hidden = true;
    close.hidden = false;
    if (!dialog.open) dialog.showModal();
    close.focus();
  };
  const ask = async (options) => {
    try {
      const answer = await fetch(dialog.dataset.asks, { headers: { Accept: "application/json" }, ...options });
      if (answer.ok) return set((await answer.json()).left);
    } catch { /* no connection: go by our own clock */ }
    if (left() > 0) warn(); else end();
  };
  const look = () => ask({});
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    lastMinutes = null;
    ask({ method: "POST", body: new FormData(form) });
  });
  close.addEventListener("click", () => dialog.close());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  set(Number(dialog.dataset.left));
})();
