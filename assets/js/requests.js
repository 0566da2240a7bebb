// While htmx asks, the part that will change is dimmed; when the network fails, [data-offline] says so and the page stays.
document.addEventListener("htmx:before:request", ({ detail }) => detail.ctx.target?.setAttribute("aria-busy", "true"));
document.addEventListener("htmx:finally:request", ({ detail }) => detail.ctx.target?.removeAttribute("aria-busy"));
document.addEventListener("htmx:error", ({ detail }) => offline(!detail.ctx?.response));
document.addEventListener("htmx:after:request", () => offline(false));

function offline(yes) {
  for (const notice of document.querySelectorAll("[data-offline]")) notice.hidden = !yes;
}
