// The chat page: loads a user's chat, follows the feed, and keeps what is shown in step with it.

import { Gone, get, post } from "./api.js";
import { bubble, day } from "./bubble.js";
import * as clock from "./clock.js";
import * as composer from "./composer.js";
import * as faults from "./faults.js";
import * as more from "./more.js";
import * as outbox from "./outbox.js";
import * as samples from "./samples.js";
import * as story from "./story.js";
import { element } from "./text.js";

const at = (id) => document.getElementById(id);
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const waiting = new Map(); // message id → pressed button, until the bot answers
const unread = new Map(); // user id → number of messages not looked at
let user = Number(sessionStorage.getItem("user")) || null;
let users = [];
let seq = 0;
let quietAgain = 0;
let toastGone = 0;

function toast(text) {
  at("toast").textContent = text;
  at("toast").classList.add("on");
  clearTimeout(toastGone);
  toastGone = setTimeout(() => at("toast").classList.remove("on"), 4000);
}

function complain(error) {
  if (error instanceof Gone) location.reload();
  else toast(`没有成功：${error.message}`);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("已复制");
  } catch {
    at("alert-text").textContent = text;
    at("alert").showModal();
  }
}

async function press(message, data, button) {
  button.classList.add("waiting");
  waiting.set(message.message_id, button);
  setTimeout(() => button.classList.remove("waiting"), 10000);
  const body = { message_id: message.message_id, data };
  await outbox.add(user, "press", body, { label: `［${button.textContent}］` }).catch(complain);
}

// Pressed by keyboard, a button is gone when the answer comes: the next question's first button takes the focus over.
let handover = 0;

function keepFocus(old, fresh) {
  const active = document.activeElement;
  if (!old.contains(active) || !active.dataset.data) return;
  const same = [...fresh.querySelectorAll("[data-data]")].find((one) => one.dataset.data === active.dataset.data);
  if (same) same.dataset.refocus = "yes";
  else if (active.matches(":focus-visible")) handover = Date.now() + 4000;
}

function refocus(fresh) {
  const same = fresh.querySelector("[data-refocus]");
  if (same) same.focus({ preventScroll: true });
  else if (Date.now() < handover && document.activeElement === document.body) at("scroll").focus({ preventScroll: true });
}

function takeOver(item) {
  const active = document.activeElement;
  const idle = active === document.body || active === at("scroll") || active.dataset.taken;
  const first = item.querySelector(".keys button");
  if (Date.now() > handover || !idle) return;
  if (first) first.dataset.taken = "yes";
  (first || at("text")).focus({ preventScroll: true });
}

const find = (id) => at("messages").querySelector(`[data-id="${Number(id)}"]`);

const acts = {
  press,
  copy,
  command: (text) => composer.say(text),
  reply: composer.reply,
  edit: composer.edit,
  view(source) {
    at("viewer-image").src = source;
    at("viewer").showModal();
  },
  show(id) {
    const item = find(id);
    if (!item) return;
    (item.querySelector(item.closest(".grid") ? ".picture" : ".bubble") || item).scrollIntoView({ block: "center", behavior: "smooth" });
    item.classList.add("flash");
    setTimeout(() => item.classList.remove("flash"), 1200);
  },
};
const context = { command: acts.command, now: clock.now };

const atBottom = () => at("scroll").scrollHeight - at("scroll").scrollTop - at("scroll").clientHeight < 120;

// Whether the newest message is being read: then growth below (a picture loading, an edit) is followed.
let pinned = true;

function toBottom() {
  pinned = true;
  at("scroll").scrollTop = at("scroll").scrollHeight;
  at("down").hidden = true;
}

function separator(message) {
  const last = at("messages").dataset.day;
  const today = day(message.date);
  if (last === today) return;
  at("messages").dataset.day = today;
  at("messages").append(element("li", { className: "day" }, today));
}

function place(message) {
  if (message.key) outbox.arrived(message.key);
  if (message.deleted) return;
  separator(message);
  const item = bubble(message, acts, context);
  if (message.media_group_id && item.classList.contains("photo")) return albumOf(message).append(item);
  const before = at("messages").lastElementChild;
  if (item.dataset.album && before && before.dataset.album === item.dataset.album) before.classList.add("joined");
  at("messages").append(item);
  return undefined;
}

/** Pictures sent together stand in one bubble: the grid of their album, made with its first. */
function albumOf(message) {
  const last = at("messages").lastElementChild;
  if (last && last.dataset.grid === message.media_group_id) return last.firstElementChild;
  const grid = element("ol", { className: "grid" });
  const made = element("li", { className: message.own ? "own" : "theirs" }, grid);
  made.dataset.grid = message.media_group_id;
  at("messages").append(made);
  return grid;
}

function follow(message) {
  const stay = pinned || message.own;
  if (find(message.message_id)) change(message);
  else {
    place(message);
    if (!message.own) takeOver(find(message.message_id));
  }
  if (stay) toBottom();
  else at("down").hidden = false;
  at("welcome").hidden = true;
  at("start").hidden = true;
  at("composer").hidden = false;
  presence("");
}

function change(message) {
  const old = find(message.message_id);
  if (!old) return;
  const stay = pinned;
  const grid = old.closest(".grid");
  if (message.deleted) old.remove();
  if (grid && !grid.children.length) grid.parentElement.remove();
  if (!message.deleted) {
    const fresh = bubble(message, acts, context);
    fresh.classList.toggle("joined", old.classList.contains("joined"));
    keepFocus(old, fresh);
    old.replaceWith(fresh);
    refocus(fresh);
  }
  if (stay) toBottom();
}

function presence(text) {
  at("presence").textContent = text || "机器人";
  at("presence").classList.toggle("busy", Boolean(text));
  clearTimeout(quietAgain);
  if (text) quietAgain = setTimeout(() => presence(""), 5000);
}

function answered({ message_id: id, body }) {
  waiting.get(id)?.classList.remove("waiting");
  waiting.delete(id);
  if (!body.text) return;
  if (body.show_alert) {
    at("alert-text").textContent = body.text;
    at("alert").showModal();
  } else toast(body.text);
}

function setBlocked(blocked) {
  at("block").textContent = blocked ? "重新启用" : "停用机器人";
  at("block").dataset.blocked = blocked ? "yes" : "";
  const empty = !at("messages").children.length;
  at("start").hidden = !blocked && !empty;
  at("start-button").textContent = blocked ? "重新启用机器人" : "开始";
  at("composer").hidden = blocked || empty;
  at("welcome").hidden = blocked || !empty;
}

function elsewhere(event) {
  if (event.kind !== "new" || event.message?.own || !users.some(({ id }) => id === event.chat)) return;
  unread.set(event.chat, (unread.get(event.chat) || 0) + 1);
  paintUsers();
}

const handlers = {
  new: ({ message }) => message && follow(message),
  edited: ({ message }) => message && change(message),
  deleted: ({ message }) => message && change(message),
  toast: answered,
  action: () => presence("正在输入……"),
  blocked: ({ body }) => setBlocked(body.blocked),
  keyboard: ({ keyboard }) => composer.setKeyboard(keyboard),
  clock: (event) => clock.set(event.clock),
  profile: () => open(user),
};

function handle(event) {
  if (event.chat !== 0 && event.chat !== user) elsewhere(event);
  else handlers[event.kind]?.(event);
}

function paintUsers() {
  at("people").replaceChildren(...users.map(({ id, first_name: name }) => {
    const button = element("button", { type: "button" }, name);
    if (id === user) button.setAttribute("aria-current", "true");
    if (unread.get(id)) button.append(element("span", { className: "badge", title: "未读" }, String(unread.get(id))));
    button.addEventListener("click", () => open(id).catch(complain));
    return element("li", {}, button);
  }));
  more.notice([...unread.values()].some(Boolean));
}

async function newcomer() {
  const made = await post("users", { language_code: "zh-hans" });
  users = await get("users");
  await open(made.id);
  return made.id;
}

async function open(id) {
  const chat = await get("chat", { user: id });
  const same = id === user;
  user = id;
  sessionStorage.setItem("user", String(id));
  seq = chat.seq;
  unread.delete(id);
  paintUsers();
  if (!same) composer.setUser(id);
  if (!same) outbox.watch(id);
  at("messages").replaceChildren();
  at("messages").dataset.day = "";
  chat.messages.forEach(place);
  at("bot-name").textContent = chat.bot.name;
  if (chat.bot.description) at("description").textContent = chat.bot.description;
  composer.setCommands(chat.commands);
  composer.setKeyboard(chat.keyboard);
  clock.set(chat.clock);
  setBlocked(chat.blocked);
  toBottom();
}

async function listen() {
  for (let wait = 500; ; ) {
    try {
      const before = seq;
      const timeout = at("offline").hidden ? 25 : 0; // back again is said at once
      const answer = await get("feed", { after: before, timeout });
      if (!at("offline").hidden) {
        await open(user);
        outbox.wake();
      }
      else if (seq === before) {
        seq = answer.seq;
        answer.events.forEach(handle);
      }
      at("offline").hidden = true;
      wait = 500;
    } catch (error) {
      if (error instanceof Gone) location.reload();
      at("offline").hidden = false;
      await pause(wait);
      wait = Math.min(wait * 2, 2000);
    }
  }
}

/** F6 and Shift+F6 go round the controls, the newest message and the line, past everything between. */
function round(event) {
  if (event.key !== "F6" || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  const keys = [...at("messages").querySelectorAll(".keys")].at(-1);
  const places = [document.querySelector(".side"), at("scroll"), at("composer")];
  const first = [at("menu-more"), document.querySelector("#people button")].find((one) => one?.checkVisibility());
  const stops = [first, keys?.querySelector("button") || at("scroll"), at("text")];
  const here = places.findIndex((one) => one.contains(document.activeElement));
  const next = here < 0 ? 2 : (here + (event.shiftKey ? 2 : 1)) % 3;
  stops[next].focus();
}

function wire() {
  document.addEventListener("keydown", round);
  composer.wire(complain);
  more.wire();
  clock.wire(complain);
  samples.wire(composer.sendNow, complain);
  faults.wire(complain);
  story.wire({ newcomer, toast }, complain).catch(complain);
  at("newcomer").addEventListener("click", () => newcomer().catch(complain));
  const toggle = () => post(at("block").dataset.blocked ? "unblock" : "block", { user });
  at("block").addEventListener("click", () => toggle().catch(complain));
  at("start-button").addEventListener("click", () =>
    (at("block").dataset.blocked ? toggle() : composer.say("/start")).catch?.(complain));
  at("down").addEventListener("click", toBottom);
  let top = 0;
  at("scroll").addEventListener("scroll", () => {
    // Only scrolling up lets go: what is added below also moves the end away.
    if (at("scroll").scrollTop < top) pinned = false;
    top = at("scroll").scrollTop;
    if (atBottom()) pinned = at("down").hidden = true;
  }, { passive: true });
  const grown = new ResizeObserver(() => pinned && toBottom());
  for (const list of ["messages", "queue"]) grown.observe(at(list));
  at("viewer").addEventListener("click", () => at("viewer").close());
  document.querySelector(".app").inert = false; // until here no press or word would have been heard
}

async function begin() {
  const coming = get("users"); // asked before what can wait
  wire();
  users = await coming;
  const known = users.find(({ id }) => id === user) || users[0];
  user = null;
  await (known ? open(known.id) : newcomer());
  outbox.wire(complain);
  listen();
}

begin().catch(complain);
