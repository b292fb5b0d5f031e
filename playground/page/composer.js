// The line at the bottom: text, pictures and files, reply and edit, forward-as, commands, reply keyboard.

import { summary } from "./bubble.js";
import * as outbox from "./outbox.js";
import { chosen, typed } from "./store.js";
import { element } from "./text.js";

const at = (id) => document.getElementById(id);
let user = null;
let staged = [];
let replying = null;
let editing = null;
let complain = () => {};

function forward() {
  const type = at("forward-kind").value;
  return type ? { type, name: at("forward-name").value } : undefined;
}

function grow() {
  const box = at("text");
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 160)}px`;
}

function context(title, text) {
  at("context-title").textContent = title;
  at("context-text").textContent = text;
  at("context").hidden = !title;
}

/** Forget reply, edit, files and forward. */
export function reset() {
  clear();
  keepFiles();
}

function clear() {
  replying = editing = null;
  staged = [];
  toggleForward(false);
  at("as-file").checked = false;
  context("", "");
  showStaged();
}

export function reply(message) {
  editing = null;
  replying = message.message_id;
  context("回复", summary(message));
  at("text").focus();
}

export function edit(message) {
  replying = null;
  editing = message.message_id;
  context("编辑", summary(message));
  at("text").value = message.text || message.caption || "";
  grow();
  at("text").focus();
}

function showStaged() {
  at("staged").hidden = !staged.length;
  at("staged-files").replaceChildren(...staged.map((file) => {
    const remove = element("button", { type: "button", className: "icon", ariaLabel: `移除 ${file.name}` }, "×");
    remove.addEventListener("click", () => {
      staged = staged.filter((one) => one !== file);
      showStaged();
      keepFiles();
    });
    return element("li", {}, file.name, remove);
  }));
}

function stage(files) {
  staged = [...staged, ...files].slice(0, 10);
  showStaged();
  keepFiles();
  at("text").focus();
}

const PICTURE = /^image\/(jpeg|png|webp|bmp|gif)$/;

function kinds(files) {
  if (at("as-file").checked) return [["document", files]];
  const groups = { photo: [], video: [], audio: [], document: [] };
  for (const file of files) {
    const family = file.type.split("/")[0];
    const kind = PICTURE.test(file.type) ? "photo" : ["video", "audio"].includes(family) ? family : "document";
    groups[kind].push(file);
  }
  return Object.entries(groups).filter(([, some]) => some.length);
}

async function sendFiles(sender, text, groups, about) {
  const origin = about.forward_origin && JSON.stringify(about.forward_origin);
  for (const [index, [kind, files]] of groups.entries()) {
    const body = { as: kind, caption: index ? "" : text, reply_to: about.reply_to, forward_origin: origin };
    await outbox.add(sender, "media", body, { files });
  }
}

/** Send files at once, past the line. */
export const sendNow = (files, kind) => outbox.add(user, "media", { as: kind }, { files });

/** Send a text as it stands: a command, a key of the reply keyboard. */
export const say = (text) => outbox.add(user, "send", { text }).catch(complain);

/** A change waits like a message when the playground is away. */
async function finishEdit(text) {
  const body = { message_id: editing, text };
  write("");
  reset();
  try {
    await outbox.add(user, "edit", body, { label: `改为：${text}` });
  } catch (error) {
    write(text);
    throw error;
  }
}

/** The line is free at once; what cannot even be queued comes back. */
async function submit() {
  const text = at("text").value;
  if (editing) return finishEdit(text);
  if (!staged.length && !text.trim()) return undefined;
  const [sender, files, groups] = [user, staged, kinds(staged)];
  const about = { reply_to: replying, forward_origin: forward() };
  write("");
  clear();
  try {
    if (files.length) await sendFiles(sender, text, groups, about);
    else await outbox.add(sender, "send", { text, ...about });
    await chosen.put(sender, []);
  } catch (error) {
    write(text);
    stage(files);
    throw error;
  }
  return undefined;
}

function write(text) {
  at("text").value = text;
  grow();
  keep();
}

// What is written or chosen but not sent outlives a reload.
const keep = () => typed.put(user, at("text").value);
const keepFiles = () => chosen.put(user, staged).catch(complain);

function toggleForward(open) {
  at("forward").hidden = !open;
  at("more").setAttribute("aria-expanded", String(open));
  if (!open) at("forward-kind").value = "";
}

function toggleMenu(open) {
  at("commands").hidden = !open;
  at("menu").setAttribute("aria-expanded", String(open));
  if (open) at("commands").querySelector("button")?.focus();
}

/** The commands the bot offers. */
export function setCommands(commands) {
  at("commands").replaceChildren(...commands.map(({ command, description }) => {
    const made = element("button", { type: "button" }, element("b", {}, `/${command}`), element("span", {}, description));
    made.addEventListener("click", () => {
      toggleMenu(false);
      at("text").focus({ preventScroll: true });
      say(`/${command}`);
    });
    return element("li", {}, made);
  }));
  at("menu").hidden = !commands.length;
  toggleMenu(false);
}

/** The reply keyboard under the line; null takes it away. */
export function setKeyboard(markup) {
  const rows = markup && markup.keyboard ? markup.keyboard : [];
  at("keyboard").hidden = !rows.length;
  at("text").placeholder = (markup && markup.input_field_placeholder) || "发消息";
  at("keyboard").replaceChildren(...rows.map((row) => {
    const line = element("div", { className: "row" });
    for (const { text } of row) {
      const made = element("button", { type: "button" }, text);
      made.addEventListener("click", () => {
        say(text);
        if (markup.one_time_keyboard) at("keyboard").hidden = true;
      });
      line.append(made);
    }
    return line;
  }));
}

export function setUser(id) {
  user = id;
  at("text").value = typed.get(id);
  at("text").disabled = false;
  grow();
  clear();
  fetchFiles(id).catch(complain);
}

async function fetchFiles(id) {
  const files = await chosen.get(id);
  if (id !== user || staged.length || !files) return;
  staged = files;
  showStaged();
}

function wireFiles() {
  at("attach").addEventListener("click", () => at("files").click());
  at("files").addEventListener("change", () => {
    stage(at("files").files);
    at("files").value = "";
  });
  document.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) {
      event.preventDefault();
      stage(event.clipboardData.files);
    }
  });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    stage(event.dataTransfer.files);
  });
}

/** Wire the line. `onError` shows an error. */
export function wire(onError) {
  complain = onError;
  wireFiles();
  at("text").addEventListener("input", () => {
    grow();
    keep();
  });
  at("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      at("form").requestSubmit();
    }
    if (event.key === "Escape") reset();
  });
  at("form").addEventListener("submit", (event) => {
    event.preventDefault();
    submit().catch(complain);
  });
  at("context-close").addEventListener("click", reset);
  at("composer").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!at("commands").hidden) {
      toggleMenu(false);
      at("menu").focus();
    } else if (!at("forward").hidden) {
      toggleForward(false);
      at("more").focus();
    }
  });
  at("menu").addEventListener("click", () => toggleMenu(at("commands").hidden));
  at("more").addEventListener("click", () => toggleForward(at("forward").hidden));
}
