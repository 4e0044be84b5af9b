// Sends chosen files one by one, each with its progress, a way to cancel it and a word for it. Without this file the form
// sends all of them at once, as a form does.
(() => {
  const form = document.querySelector("form[data-upload]");
  const input = form?.querySelector('input[type="file"]');
  if (!form || !input || !window.FormData) return;
  const say = form.dataset;
  const button = form.querySelector('button[type="submit"]');
  let list = null;

  const element = (name, className, text = "") => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };

  const begin = () => {
    const heading = element("h2", "", say.heading);
    heading.tabIndex = -1;
    list = element("ul", "sending");
    form.after(heading, list);
    return heading;
  };

  const row = (file) => {
    const line = element("li", "sending__file");
    const name = element("span", "sending__name", file.name);
    const bar = element("progress", "sending__bar");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", `${say.sending}: ${file.name}`);
    const word = element("p", "sending__word", say.waiting);
    word.setAttribute("role", "status");
    const act = element("button", "usa-button usa-button--unstyled");
    act.type = "button";
    line.append(name, bar, word, act);
    list.append(line);
    return { line, bar, word, act };
  };

  const label = (shown, file, words) => {
    shown.act.textContent = words;
    shown.act.append(element("span", "visually-hidden", ` ${file.name}`));
  };

  const end = (shown, file, taken, words, again) => {
    shown.line.className = `sending__file sending__file--${taken ? "received" : "refused"}`;
    shown.bar.hidden = true;
    shown.word.textContent = `${taken ? say.done : say.refused}. ${words}`;
    shown.act.hidden = !again;
    if (again) label(shown, file, say.again);
  };

  // Resolves to whether the file was taken.
  const send = (file, shown) => new Promise((resolve) => {
    const body = new FormData(form);
    body.delete(input.name);
    body.append(input.name, file);
    const request = new XMLHttpRequest();
    const failed = (words, again) => { end(shown, file, false, words, again); resolve(false); };
    request.open("POST", form.action || location.href);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      shown.bar.value = Math.round((100 * event.loaded) / event.total);
    });
    request.addEventListener("error", () => failed(say.cut, true));
    request.addEventListener("abort", () => failed(say.cancelled, true));
    request.addEventListener("load", () => {
      let answer = null;
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        failed(request.responseURL.includes("/login/") ? say.signedOut : say.cut, true);
        return;
      }
      end(shown, file, answer.taken, answer.words, false);
      resolve(answer.taken);
    });
    shown.line.className = "sending__file";
    shown.bar.hidden = false;
    shown.bar.value = 0;
    shown.word.textContent = say.sending;
    shown.act.hidden = false;
    label(shown, file, say.cancel);
    shown.act.onclick = () => request.abort();
    request.send(body);
  });

  form.addEventListener("submit", async (event) => {
    const files = [...input.files];
    if (!files.length || event.submitter !== button) return;
    event.preventDefault();
    button.disabled = true;
    list?.previousElementSibling.remove();
    list?.remove();
    begin().focus();
    const rows = files.map((file) => ({ file, shown: row(file), taken: false, dropped: false }));

    // Sends one file, and lets it be sent again when it was cut or cancelled. Goes on once every file was taken.
    const attempt = async (each) => {
      each.taken = await send(each.file, each.shown);
      each.shown.act.onclick = () => attempt(each);
      if (rows.every((other) => other.taken)) location.assign(say.onward);
    };

    for (const each of rows) {
      label(each.shown, each.file, say.cancel);
      each.shown.act.onclick = () => {
        each.dropped = true;
        end(each.shown, each.file, false, say.cancelled, true);
        each.shown.act.onclick = () => attempt(each);
      };
    }
    for (const each of rows) {
      if (!each.dropped) await attempt(each);
    }
    button.disabled = false;
  });
})();
