// A button below each password that shows and hides what was typed. Without this file the page works as it stands.
(() => {
  const words = document.currentScript.dataset;
  for (const input of document.querySelectorAll('input[type="password"]')) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "show-password";
    button.setAttribute("aria-controls", input.id);
    const say = () => {
      const hidden = input.type === "password";
      button.textContent = hidden ? words.show : words.hide;
    };
    button.addEventListener("click", () => {
      input.type = input.type === "password" ? "text" : "password";
      say();
    });
    // A shown password must not be kept by the browser as an ordinary text field's history.
    input.form?.addEventListener("submit", () => { input.type = "password"; });
    say();
    input.insertAdjacentElement("afterend", button);
  }
})();
