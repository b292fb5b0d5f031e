// Text with entities becomes DOM: text nodes inside known elements, never markup. Offsets are UTF-16, as in JS.

const SIMPLE = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", blockquote: "blockquote", code: "code", pre: "pre",
};
const zone = { timeZone: "Asia/Shanghai" };
const FORMATS = {
  t: { hour: "2-digit", minute: "2-digit" },
  T: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  d: { year: "numeric", month: "numeric", day: "numeric" },
  D: { year: "numeric", month: "long", day: "numeric" },
  w: { weekday: "long" },
};

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** A link only of kinds that cannot run anything; null otherwise. */
export function safeLink(url) {
  try {
    const parsed = new URL(url.includes(":") ? url : `https://${url}`);
    return ["http:", "https:", "mailto:", "tel:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

/** What a link to our own bot starts it with; null for any other link. */
export function startParameter(url) {
  const found = /^https?:\/\/t\.me\/playground_bot\/?(?:\?start=([\w-]*))?$/.exec(url);
  return found ? found[1] || "" : null;
}

function anchor(url, command) {
  const start = startParameter(url);
  if (start !== null) return commandButton(`/start ${start}`.trim(), command);
  const href = safeLink(url);
  return href
    ? element("a", { href, target: "_blank", rel: "noopener noreferrer", title: href })
    : element("span");
}

function commandButton(text, command) {
  const made = element("button", { type: "button", className: "command" });
  made.addEventListener("click", () => command(text));
  return made;
}

function reveal(className) {
  const made = element("span", { className, tabIndex: 0, role: "button" });
  made.setAttribute("aria-expanded", "false");
  const open = () => {
    made.classList.add("open");
    made.setAttribute("aria-expanded", "true");
  };
  made.addEventListener("click", open);
  made.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      open();
    }
  });
  return made;
}

function relative(seconds) {
  const units = [["day", 86400], ["hour", 3600], ["minute", 60]];
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) || ["second", 1];
  return new Intl.RelativeTimeFormat("zh-CN", { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

function moment(entity, now) {
  const date = new Date(entity.unix_time * 1000);
  const format = entity.date_time_format || "";
  const made = element("time", { dateTime: date.toISOString() });
  made.title = date.toLocaleString("zh-CN", { ...zone, dateStyle: "full", timeStyle: "short" });
  if (format === "r") made.textContent = relative(entity.unix_time - now());
  else if (format) {
    const options = [...format].reduce((all, letter) => ({ ...all, ...FORMATS[letter] }), zone);
    made.textContent = date.toLocaleString("zh-CN", options);
  }
  return made;
}

function wrap(entity, content, context) {
  const { type } = entity;
  if (SIMPLE[type]) return element(SIMPLE[type]);
  if (type === "expandable_blockquote") return element("blockquote", {}, reveal("folded"));
  if (type === "spoiler") return reveal("spoiler");
  if (type === "text_link") return anchor(entity.url, context.command);
  if (type === "url") return anchor(content, context.command);
  if (type === "email") return anchor(`mailto:${content}`, context.command);
  if (type === "bot_command") return commandButton(content, context.command);
  if (type === "date_time") return moment(entity, context.now);
  return element("span", { className: type === "mention" || type === "hashtag" ? "tag" : "" });
}

function fill(parent, text, start, end, entities, context) {
  let at = start;
  while (entities.length) {
    const entity = entities.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) continue;
    parent.append(text.slice(at, from));
    const inner = [];
    while (entities.length && entities[0].offset < to) inner.push(entities.shift());
    const made = wrap(entity, text.slice(from, to), context);
    if (!(entity.type === "date_time" && entity.date_time_format)) {
      fill(made.querySelector(".folded") || made, text, from, to, inner, context);
    }
    parent.append(made);
    at = to;
  }
  parent.append(text.slice(at, end));
}

/** A fragment showing `text`; `context` is {command(text), now()} for what can be pressed and what depends on time. */
export function formatted(text, entities, context) {
  const fragment = document.createDocumentFragment();
  fill(fragment, text, 0, text.length, [...(entities || [])], context);
  return fragment;
}
