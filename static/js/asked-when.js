// Shows a question only while an earlier answer asks it. Its answer stays on the page; the server leaves it out.
(() => {
  const conditions = [...document.querySelectorAll("[data-asked-when]")];
  const form = conditions[0]?.closest("form");
  if (!form) return;
  const place = (name) => document.getElementById(`div_id_${name}`);
  const given = (name) => new FormData(form).getAll(name);
  const show = () => {
    for (const { dataset } of conditions) {
      const field = place(dataset.field);
      const earlier = place(dataset.askedWhen);
      if (!field) continue;
      const answers = dataset.answers.split(" ");
      field.hidden = Boolean(earlier?.hidden) || !given(dataset.askedWhen).some((each) => answers.includes(each));
    }
  };
  form.addEventListener("change", show);
  show();
})();
