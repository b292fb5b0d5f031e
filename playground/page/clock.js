// The playground's clock on the page: shows it, moves it, jumps to the bot's next wake.

import { get, post } from "./api.js";
import { element } from "./text.js";

const at = (id) => document.getElementById(id);
const format = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai", month: "long", day: "numeric", weekday: "short",
  hour: "2-digit", minute: "2-digit",
});

const year = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", year: "numeric" });

let ahead = 0; // milliseconds the playground is ahead of this browser
let offset = 0;
let wake = null;

/** The playground's time in seconds. */
export const now = () => (Date.now() + ahead) / 1000;

function drift() {
  const hours = Math.round(offset / 3600);
  if (Math.abs(hours) < 1) return "与真实时间一致（北京时间）";
  const days = Math.trunc(hours / 24);
  const words = [days ? `${Math.abs(days)} 天` : "", hours % 24 ? `${Math.abs(hours % 24)} 小时` : ""];
  return `比真实时间${hours > 0 ? "快" : "慢"} ${words.filter(Boolean).join(" ")}（北京时间）`;
}

function paint() {
  const date = new Date(now() * 1000);
  at("now").replaceChildren(element("span", { className: "year" }, year.format(date)), format.format(date));
  at("drift").textContent = drift();
  const due = wake !== null && wake > now();
  at("jump").disabled = !due;
  at("wake").textContent = due ? `下一个期限：${year.format(wake * 1000)}${format.format(wake * 1000)}` : "目前没有等待中的期限";
}

/** Take over what the server says the clock is. */
export function set(clock) {
  ahead = Date.parse(clock.now) - Date.now();
  offset = clock.offset;
  wake = clock.next_wake ? Date.parse(clock.next_wake) / 1000 : null;
  paint();
}

async function move(body) {
  set(await post("clock", body));
}

/** Wire the buttons. `complain` shows an error. */
export function wire(complain) {
  for (const button of document.querySelectorAll("[data-advance]")) {
    button.addEventListener("click", () => move({ advance: Number(button.dataset.advance) }).catch(complain));
  }
  // One second past it: the bot reads the time from a header that carries whole seconds.
  at("jump").addEventListener("click", () =>
    move({ to: new Date((Math.ceil(wake) + 1) * 1000).toISOString() }).catch(complain));
  setInterval(paint, 1000);
  get("clock").then(set, complain);
}
