// <form method="post" data-theme><button name="theme" value="dark">: shows the theme at once and lets the server remember it
// behind the page. Without a script the form is posted as ever.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!form.matches("form[data-theme]") || !button) return;
  event.preventDefault();
  const before = document.documentElement.dataset.bsTheme;
  show(form, button.value);
  const fields = new URLSearchParams(new FormData(form));
  fields.set(button.name, button.value);
  const answer = await fetch(form.action, { method: "POST", body: fields, redirect: "manual" }).catch(() => null);
  if (!answer || answer.status >= 400) show(form, before ?? "auto");
});

function show(form, theme) {
  document.documentElement.dataset.bsTheme = theme;
  for (const button of form.querySelectorAll("button[value]")) button.setAttribute("aria-pressed", button.value === theme);
}
