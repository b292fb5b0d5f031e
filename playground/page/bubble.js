// One message as a bubble: sender's origin, reply, media, text, time, buttons.

import { blob } from "./api.js";
import { element, formatted, safeLink, startParameter } from "./text.js";

const clockTime = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" });
const dayName = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai", year: "numeric", month: "long", day: "numeric", weekday: "short",
});

export const day = (seconds) => dayName.format(new Date(seconds * 1000));

/** A file's size in words. */
export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1048576 ? `${(bytes / 1024).toFixed(0)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

/** The words that stand for a message in a quote. */
export function summary(message) {
  const media = { photo: "图片", document: "文件", video: "视频", voice: "语音", audio: "音频" };
  const kind = message.media ? message.media.kind : Object.keys(media).find((name) => name in message);
  const text = message.text || message.caption || "";
  return [kind ? `[${media[kind]}]` : "", text].filter(Boolean).join(" ").slice(0, 120);
}

function origin(forward) {
  const name = {
    user: () => [forward.sender_user.first_name, forward.sender_user.last_name].filter(Boolean).join(" "),
    hidden_user: () => forward.sender_user_name,
    chat: () => forward.sender_chat.title,
    channel: () => forward.chat.title,
  }[forward.type];
  return element("p", { className: "origin" }, `转发自 ${name ? name() : "未知来源"}`);
}

function picture(media, view) {
  const image = element("img", { alt: media.name || "图片", decoding: "async" });
  if (media.width && media.height) {
    image.width = media.width;
    image.height = media.height;
  }
  blob(media.url).then((url) => (image.src = url), () => (image.alt = "图片没有取到"));
  const made = element("button", { type: "button", className: "picture" }, image);
  made.setAttribute("aria-label", "放大图片");
  made.addEventListener("click", () => image.src && view(image.src));
  return made;
}

function download(media) {
  const icon = element("span", { className: "file-icon", ariaHidden: "true" }, "↓");
  if (media.thumbnail) {
    const image = element("img", { alt: "" });
    blob(media.thumbnail).then((url) => (image.src = url), () => image.remove());
    icon.replaceChildren(image);
  }
  const words = element("span", { className: "file-name" }, media.name || media.kind);
  words.append(element("small", {}, `${size(media.size)} · 点按下载`));
  const made = element("a", { className: "file", href: "#" }, icon, words);
  made.addEventListener("click", async (event) => {
    event.preventDefault();
    const note = words.querySelector("small");
    const fetched = await blob(media.url).catch(() => null);
    if (fetched) element("a", { href: fetched, download: media.name || "文件" }).click();
    note.textContent = `${size(media.size)} · ${fetched ? "点按下载" : "没有取到，点按再试"}`;
  });
  return made;
}

function player(media) {
  const made = element("audio", { controls: true, preload: "none" });
  blob(media.url).then((url) => (made.src = url), () => made.remove());
  return made;
}

function attachment(media, view) {
  if (media.kind === "photo") return picture(media, view);
  return media.kind === "voice" || media.kind === "audio" ? player(media) : download(media);
}

function linkButton(button, acts) {
  const start = startParameter(button.url);
  if (start !== null) {
    const made = element("button", { type: "button" }, button.text);
    made.addEventListener("click", () => acts.command(`/start ${start}`.trim()));
    return made;
  }
  const href = safeLink(button.url);
  const made = element("a", { target: "_blank", rel: "noopener noreferrer" }, `${button.text} ↗`);
  if (href) made.href = href;
  return made;
}

function key(message, button, acts) {
  if (button.url) return linkButton(button, acts);
  const made = element("button", { type: "button" }, button.text);
  if (button.copy_text) {
    made.append(element("span", { className: "copy", ariaHidden: "true" }));
    made.title = "点按复制";
    made.addEventListener("click", () => acts.copy(button.copy_text.text));
  } else if (button.callback_data !== undefined) {
    made.dataset.data = button.callback_data;
    made.addEventListener("click", () => acts.press(message, button.callback_data, made));
  } else made.disabled = true;
  return made;
}

function keys(message, acts) {
  const made = element("div", { className: "keys", role: "group", ariaLabel: "选项" });
  for (const row of message.inline_keyboard) {
    const line = element("div", { className: "row" });
    for (const button of row) {
      const one = key(message, button, acts);
      if (["primary", "success", "danger"].includes(button.style)) one.classList.add(button.style);
      line.append(one);
    }
    made.append(line);
  }
  return made;
}

function quote(message, acts) {
  const parent = message.reply_to_message;
  const made = element("button", { type: "button", className: "quote" }, summary(parent) || "消息");
  made.addEventListener("click", () => acts.show(parent.message_id));
  return made;
}

function tools(message, acts) {
  const made = element("div", { className: "tools" });
  const add = (text, act) => {
    const one = element("button", { type: "button" }, text);
    one.addEventListener("click", () => act(message));
    made.append(one);
  };
  add("回复", acts.reply);
  if (message.own && !message.forward_origin) add("编辑", acts.edit);
  return made;
}

function foot(message) {
  const marks = [message.edited ? "已编辑" : "", clockTime.format(new Date(message.date * 1000))];
  const time = element("time", { dateTime: new Date(message.date * 1000).toISOString() }, marks.filter(Boolean).join(" "));
  return element("span", { className: "foot" }, time);
}

/** The list item of a message. `acts` is what can be done with it; `context` goes to the text. */
export function bubble(message, acts, context) {
  const body = element("div", { className: "bubble" });
  body.append(element("span", { className: "who" }, message.own ? "我：" : "机器人："));
  if (message.forward_origin) body.append(origin(message.forward_origin));
  if (message.reply_to_message) body.append(quote(message, acts));
  if (message.media) body.append(attachment(message.media, acts.view));
  const text = message.text ?? message.caption;
  if (text) {
    const words = element("div", { className: "text" });
    words.append(formatted(text, message.text ? message.entities : message.caption_entities, context));
    body.append(words);
  }
  body.append(foot(message));
  if (message.reaction) body.append(element("span", { className: "reaction" }, message.reaction));
  const item = element("li", { className: message.own ? "own" : "theirs" }, body);
  item.dataset.id = message.message_id;
  item.dataset.album = message.media_group_id || "";
  if (message.media) item.classList.add(message.media.kind);
  if (message.inline_keyboard.length) item.append(keys(message, acts));
  item.append(tools(message, acts));
  return item;
}
