// What a user sends waits here until the playground has it: kept through a reload, in order, never doubled (each
// entry has a key the playground remembers), tried again with growing pauses and at once when it is back.

import { post, upload } from "./api.js";
import { size } from "./bubble.js";
import { alone, queue } from "./store.js";
import { element } from "./text.js";

const at = (id) => document.getElementById(id);
const BLINK = 300; // milliseconds an entry may take before it is shown
const LONGEST = 10000;
const PATIENCE = 60000;
const accepted = new Set(); // keys the playground has
let complain = () => {};
let user = null;
let wait = 500;
let timer = 0;
let trouble = false;
let painting = 0;

function request({ act, user: sender, key, body, files }) {
  const signal = AbortSignal.timeout(PATIENCE);
  if (act === "media") return upload(sender, body.as, files, { ...body, key }, signal);
  return post(act, { user: sender, ...body, key }, signal);
}

/** Refused for good: asking again would be answered the same. */
const final = ({ status }) => status >= 400 && status < 500 && ![408, 425, 429].includes(status);

async function refused(entry, error) {
  if (entry.act === "press") {
    complain(error);
    return queue.drop(entry.order);
  }
  return queue.put({ ...entry, refused: error.message });
}

/** Send one; false when it is not known to have arrived. */
async function deliver(entry) {
  try {
    if (!accepted.has(entry.key)) await request(entry);
    accepted.add(entry.key);
    await queue.drop(entry.order);
  } catch (error) {
    if (!final(error)) return false;
    await refused(entry, error);
  }
  return true;
}

async function first(sender) {
  return (await queue.all()).find((entry) => entry.user === sender && !entry.refused);
}

async function chain(sender) {
  for (let entry = await first(sender); entry; entry = await first(sender)) {
    if (!(await deliver(entry))) return false;
    paint();
  }
  return true;
}

/** Send everything that waits; each user's entries in order, users beside each other. */
async function run() {
  clearTimeout(timer);
  const senders = new Set((await queue.all()).filter((entry) => !entry.refused).map((entry) => entry.user));
  const sent = await Promise.all([...senders].map((sender) => alone(`queue ${sender}`, () => chain(sender))));
  trouble = sent.includes(false);
  if (trouble) {
    clearTimeout(timer);
    timer = setTimeout(run, wait);
    wait = Math.min(wait * 2, LONGEST);
  } else wait = 500;
  paint();
}

/** The playground is there again: no need to wait any longer. */
export function wake() {
  wait = 500;
  run().catch(complain);
}

/** The playground has it: a message with this key is in the chat. */
export function arrived(key) {
  accepted.add(key);
  at("queue").querySelector(`[data-key="${CSS.escape(key)}"]`)?.remove();
}

/** Whether the same press already waits. */
async function pressed(sender, { message_id: id, data }) {
  const same = (entry) => entry.act === "press" && entry.user === sender && entry.body.message_id === id && entry.body.data === data;
  return (await queue.all()).some(same);
}

/** Queue a text ("send"), files ("media"), a change of a message ("edit") or a press; kept when the promise is fulfilled. `label` is what is shown. */
export async function add(sender, act, body, { files = [], label = "" } = {}) {
  if (act === "press" && (await pressed(sender, body))) return;
  await queue.put({ key: crypto.randomUUID(), user: sender, act, body, files, label, made: Date.now() });
  setTimeout(paint, BLINK + 20);
  run().catch(complain);
}

function change(text, act) {
  const made = element("button", { type: "button" }, text);
  made.addEventListener("click", async () => {
    at("text").focus();
    await act();
    wake();
  });
  return made;
}

function bubble(entry) {
  const body = element("div", { className: "bubble" }, element("span", { className: "who" }, "我："));
  for (const file of entry.files) {
    const name = element("span", { className: "file-name" }, file.name, element("small", {}, size(file.size)));
    body.append(element("div", { className: "file" }, element("span", { className: "file-icon", ariaHidden: "true" }, "↑"), name));
  }
  const words = entry.label || entry.body.text || entry.body.caption;
  if (words) body.append(element("div", { className: "text" }, words));
  body.append(element("span", { className: "foot" }, entry.refused ? `没有发出：${entry.refused}` : "等待发送"));
  const buttons = element("div", { className: "again" });
  if (entry.refused) buttons.append(change("重发", () => queue.put({ ...entry, refused: "" })));
  buttons.append(change("不发了", () => queue.drop(entry.order)));
  const item = element("li", { className: entry.refused ? "own queued refused" : "own queued" }, body, buttons);
  item.dataset.key = entry.key;
  return item;
}

async function paint() {
  painting += 1;
  const mine = painting;
  const late = (entry) => trouble || entry.refused || Date.now() - entry.made > BLINK;
  const entries = (await queue.all()).filter((entry) => entry.user === user && !accepted.has(entry.key) && late(entry));
  if (mine !== painting) return;
  const shown = [...at("queue").children].map((item) => item.dataset.key + item.className).join();
  const fresh = entries.map(bubble);
  if (shown !== fresh.map((item) => item.dataset.key + item.className).join()) at("queue").replaceChildren(...fresh);
}

/** Show what waits of another user. */
export function watch(other) {
  user = other;
  at("queue").replaceChildren();
  paint();
}

/** Start with what an earlier page left. `onError` shows an error. */
export function wire(onError) {
  complain = onError;
  run().catch(complain);
}
