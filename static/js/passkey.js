// Passkeys need a script, so what asks for one stays hidden without it. The form says what it is for: data-passkey.
(() => {
  const form = document.querySelector("[data-passkey]");
  const forms = window.allauth?.webauthn?.forms;
  if (!form || !forms || !window.PublicKeyCredential) return;
  const options = document.getElementById("js_data");
  const ids = {
    login: "passkey-button",
    add: "passkey-button",
    authenticate: "passkey-button",
    credential: form.querySelector("[name=credential]").id,
    ...(options ? { data: "js_data" } : {}),
  };
  const start = { login: forms.loginForm, add: forms.addForm, authenticate: forms.authenticateForm };
  if (form.dataset.passkey === "add") ids.passwordless = "passkey-alone";
  start[form.dataset.passkey]({ ids });
  form.hidden = false;
  document.querySelectorAll("[data-without-passkeys]").forEach((element) => { element.hidden = true; });
  const said = document.getElementById("passkey-said");
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    said.textContent = said.dataset.failed;
  });
  form.addEventListener("click", () => { said.textContent = ""; }, true);
})();
