// <button data-confirm="Delete this photograph?">: asks before the click reaches anything else. Pressing Enter in a field clicks
// the form's button, so it is asked then, too. Without a script the server's own page asks, or history undoes.
addEventListener(
  "click",
  (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-confirm]");
    if (!button || window.confirm(button.dataset.confirm)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);
