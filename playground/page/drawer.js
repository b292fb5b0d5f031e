// Drawers: modal panels at the side (on a phone: from below). Esc, × and a click beside them close them.

const at = (id) => document.getElementById(id);

/** Wire a drawer to the button that opens it; `fill` is called each time before it is shown. */
export function drawer(name, fill, complain) {
  const panel = at(name);
  const opener = at(`open-${name}`);
  opener.addEventListener("click", async () => {
    try {
      await fill();
      panel.showModal();
    } catch (error) {
      complain(error);
    }
  });
  panel.querySelector(".close").addEventListener("click", () => panel.close());
  panel.addEventListener("click", (event) => event.target === panel && panel.close());
  panel.addEventListener("close", () => (opener.checkVisibility() ? opener : at("menu-more")).focus());
}
