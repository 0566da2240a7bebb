// Leaving a form[data-guard] with something typed in asks first. data-guard="dirty": the server sent it back with errors, so
// what it holds is not saved.
const changed = new WeakSet();

function mark(event) {
  const form = event.target.form ?? event.target.closest?.("form");
  if (form?.matches("[data-guard]")) changed.add(form);
}

document.addEventListener("input", mark);
document.addEventListener("change", mark);

document.addEventListener("submit", (event) => {
  changed.delete(event.target);
  if (event.target.dataset.guard === "dirty") event.target.dataset.guard = "";
});

addEventListener("beforeunload", (event) => {
  const forms = [...document.querySelectorAll("form[data-guard]")];
  if (!forms.some((form) => form.dataset.guard === "dirty" || changed.has(form))) return;
  event.preventDefault();
  event.returnValue = true; // what Chrome before 119 looks at
});
