// On a narrow screen what is not the clock is folded away under 「更多」; a wide one always shows it.

const at = (id) => document.getElementById(id);
const opener = at("menu-more");
const panel = at("rest");

function toggle(open) {
  opener.setAttribute("aria-expanded", String(open));
  panel.classList.toggle("open", open);
}

const isOpen = () => opener.getAttribute("aria-expanded") === "true";

/** Whether something inside wants to be noticed while it is folded away. */
export const notice = (some) => opener.classList.toggle("notice", some);

/** Wire the button: Esc, a choice and a click elsewhere fold it again. */
export function wire() {
  opener.addEventListener("click", () => toggle(!isOpen()));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen() || document.querySelector("dialog[open]")) return;
    if (panel.contains(document.activeElement)) opener.focus();
    toggle(false);
  });
  document.addEventListener("click", ({ target }) => {
    if (!isOpen() || opener.contains(target) || (panel.contains(target) && !target.closest("button"))) return;
    if (panel.contains(document.activeElement)) opener.focus();
    toggle(false);
  });
}
