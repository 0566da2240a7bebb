// <details> used as menus: one open at a time; Escape or a click elsewhere closes.
const menus = "details.dd, details.me, details.more";

function close(except) {
  for (const menu of document.querySelectorAll(menus)) if (menu !== except) menu.open = false;
}

document.addEventListener("click", (event) => {
  close(event.target instanceof Element ? event.target.closest(menus) : null);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  const open = document.querySelector("details.dd[open], details.me[open], details.more[open]");
  if (!open) return;
  close(null);
  open.querySelector("summary").focus();
});
