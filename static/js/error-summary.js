// After a page comes back with mistakes, begin at the list of them; a link in it puts the cursor into the control.
(() => {
  const summary = document.querySelector("[data-error-summary]");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const control = link && document.getElementById(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    const label = control.closest("fieldset, .field") || control;
    label.scrollIntoView();
    control.focus({ preventScroll: true });
  });
})();
