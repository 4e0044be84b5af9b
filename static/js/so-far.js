// After each saving, shows what the saved jobs give so far: a piece of the work history page, made by the server.
(() => {
  const place = document.querySelector("[data-so-far]");
  if (!place) return;
  document.addEventListener("draft:saved", async () => {
    const response = await fetch(place.dataset.soFar, { redirect: "manual" });
    if (response.ok) place.innerHTML = await response.text();
  });
})();
