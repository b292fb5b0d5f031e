// Plays a story: the buyer's lines of a transcript, acted out as a new user at reading speed.
//
//   # 2026-11-03 10:00   the clock moves on by as much as it did since the last such line, never back
//   我> words            words or a command; [label] a button; (图片 2) (相册 3) (文件 a.png) samples
//   机> 机~ 机!           what the bot said in the story: how long to wait, not what to compare
//   // 故事：title        how it is called in the list
//
// Holidays fall differently on other days: a button the story presses may be there earlier, or be gone. Such a
// line is left out with a word about it.

import { get, post, upload } from "./api.js";
import { drawer } from "./drawer.js";
import { numbered } from "./samples.js";
import { element } from "./text.js";

const at = (id) => document.getElementById(id);
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const PATIENCE = 15000; // milliseconds for one answer
const SHORTER = 2500; // milliseconds of quiet after which fewer messages than in the story will do
const MOST_SKIPPED = 3; // lines one after another
const DAY = 86400000;
const WEEK = 7 * DAY;

class Stopped extends Error {}

/** The steps of a transcript: {kind: "at" | "me" | "note", ..., replies: [first lines of the bot]}. */
export function read(text) {
  const steps = [];
  for (const line of text.split("\n")) {
    const [, mark, rest] = /^(#|我>|机[>~!]|!|=)\s*(.*)$/.exec(line) || [];
    if (mark === "#") steps.push({ kind: "at", when: Date.parse(`${rest.trim().replace(" ", "T")}:00+08:00`), replies: [] });
    else if (mark === "我>") steps.push({ kind: "me", words: rest.trim(), replies: [] });
    else if (mark === "!") steps.push({ kind: "note", words: "这里机器人重启过（演示时跳过）", replies: [] });
    else if (mark && mark.startsWith("机") && steps.length) steps.at(-1).replies.push({ mark: mark[1], words: rest });
  }
  return steps;
}

/** What is played, and how far it is. */
class Player {
  constructor(story, screen) {
    this.steps = read(story.text);
    this.screen = screen;
    this.paused = this.stopped = false;
    this.said = new Map(); // message id → message, of the bot
    this.names = new Map(); // K1 → the id the bot shows
    this.fresh = 0; // new messages of the bot since the last step
    this.heard = 0; // when the bot last did something
    this.pictures = 0;
    this.skipped = 0; // lines left out one after another
  }

  async follow(chat) {
    this.seq = chat.seq;
    while (!this.stopped) {
      try {
        const answer = await get("feed", { user: this.user, after: this.seq, timeout: 5 });
        this.seq = answer.seq;
        answer.events.filter((event) => event.chat === this.user).forEach((event) => this.take(event));
      } catch {
        await pause(500);
      }
    }
  }

  take({ kind, message, message_id: id }) {
    if (!message || message.own) {
      if (kind === "toast" || kind === "action") this.heard = performance.now();
      return;
    }
    if (kind === "deleted") this.said.delete(id);
    else this.said.set(id, message);
    this.heard = performance.now();
    if (kind === "new") this.fresh += 1;
  }

  /** Wait, but not longer than the pressed speed asks, and not at all when stopped. */
  async rest(milliseconds) {
    const end = performance.now() + milliseconds / this.screen.speed();
    while (performance.now() < end || this.paused) {
      if (this.stopped) throw new Stopped();
      await pause(this.paused ? 100 : Math.min(50, Math.max(1, end - performance.now())));
    }
    if (this.stopped) throw new Stopped();
  }

  /** Until the bot has said as many new messages as in the story and is quiet; false when it does not. */
  async answered(replies, patience) {
    const wanted = replies.filter(({ mark }) => mark === ">").length;
    const begun = performance.now();
    const calm = this.screen.speed() > 10 ? 100 : 250;
    for (let passed = 0; passed < patience; passed = performance.now() - begun) {
      if (this.stopped) throw new Stopped();
      const quiet = performance.now() - Math.max(this.heard, begun);
      if (quiet > calm && (wanted ? this.fresh >= wanted : passed > 700)) return true;
      if (this.heard > begun && quiet > SHORTER) return true;
      await pause(25);
    }
    return false;
  }

  learn(replies) {
    const texts = [...this.said.values()].map(({ text, caption }) => text || caption || "");
    for (const { words } of replies) {
      const name = /K\d+/.exec(words)?.[0];
      if (!name || this.names.has(name)) continue;
      const shape = new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(name, "([a-z0-9]{6,})"));
      const taken = new Set(this.names.values());
      const found = texts.map((text) => shape.exec(text)?.[1]).find((id) => id && !taken.has(id));
      if (found) this.names.set(name, found);
    }
  }

  plain(words) {
    return words.replace(/K\d+/g, (name) => this.names.get(name) || name);
  }

  /** Days in the buyer's words move with the story, as they are counted from its days. */
  shifted(words) {
    const moved = (year, month, day) => {
      const date = new Date(Date.UTC(year, month - 1, day) + this.shift);
      return `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
    };
    if (!this.shift) return words;
    return words
      .replace(/(?<!\d)(20\d\d)[-.](\d{1,2})[-.](\d{1,2})(?!\d)/g, (_, year, month, day) => moved(year, month, day))
      .replace(/(?<![\d年])(\d{1,2})月(\d{1,2})[号日]/g, (_, month, day) => moved(this.year, month, day));
  }

  /** The first date: on to the same weekday and hour, so that working days fall alike; to the day itself if it is ahead. */
  async start(when) {
    const now = Date.parse((await get("clock")).now);
    const target = when > now ? when : when + Math.ceil((now - when) / WEEK) * WEEK;
    this.year = new Date(when).getUTCFullYear();
    this.shift = Math.round((target - when) / DAY) * DAY;
    await post("clock", { to: new Date(target).toISOString() });
  }

  /** On to a later date, stopping at every wake of the bot on the way, as time itself would. */
  async move(step) {
    if (this.shift === undefined) {
      await this.start(step.when);
      return;
    }
    const target = step.when + this.shift;
    await pause(1300); // the bot posts its next wake a moment after it has answered
    for (let turn = 0; turn < 40; turn += 1) {
      const { now, next_wake: wake } = await get("clock");
      const next = wake ? Date.parse(wake) : Infinity;
      if (next >= target || next <= Date.parse(now)) break;
      await this.forward(next);
    }
    await this.forward(target);
    if (!step.replies.length || (await this.answered(step.replies, 3000))) return;
    const { next_wake: wake } = await get("clock");
    if (wake && Date.parse(wake) < target + 10 * DAY) await this.forward(Date.parse(wake)); // other holidays
  }

  async forward(moment) {
    const now = Date.parse((await get("clock")).now);
    if (moment > now) await post("clock", { to: new Date(Math.ceil(moment / 1000) * 1000 + 1000).toISOString() });
    await this.rest(900);
    await pause(400);
  }

  /** The newest message that has a button with this label, and the button. */
  button(label) {
    const newest = [...this.said.values()].sort((one, other) => other.message_id - one.message_id);
    for (const message of newest) {
      const found = message.inline_keyboard.flat().find(({ text, callback_data: data }) => text === label && data !== undefined);
      if (found) return [message.message_id, found.callback_data];
    }
    return null;
  }

  async press(label) {
    const found = this.button(label);
    if (!found) {
      this.skipped += 1;
      if (this.skipped >= MOST_SKIPPED) throw new Error(`故事要按「${label}」，现在没有这个按钮`);
      this.screen.note(`没有「${label}」这个按钮，这一步略过`);
      return false;
    }
    const [message, data] = found;
    this.screen.point(this.user, message, data);
    await this.rest(500);
    await post("press", { user: this.user, message_id: message, data });
    return true;
  }

  async files(what) {
    const [kind, rest = ""] = what.split(" ");
    const many = kind === "文件" ? 1 : Number(rest || 1);
    const made = [];
    for (let index = 0; index < many; index += 1) {
      made.push(await numbered(this.pictures, this.pictures + 1));
      this.pictures += 1;
    }
    if (kind === "文件") await upload(this.user, "document", [new File(made, rest || made[0].name, { type: "image/jpeg" })]);
    else if (kind === "相册") await upload(this.user, "photo", made);
    else for (const one of made) {
      await upload(this.user, "photo", [one]);
      if (many > 1) await this.rest(800);
    }
  }

  /** Do a line; false when it was left out. */
  async act(words) {
    if (words.startsWith("[")) return this.press(this.plain(words.slice(1, -1)));
    if (words.startsWith("(")) await this.files(words.slice(1, -1));
    else await post("send", { user: this.user, text: this.shifted(this.plain(words)) });
    return true;
  }

  async speak({ words, replies }) {
    if (!(await this.act(words))) return;
    this.skipped = 0;
    if (!(await this.answered(replies, PATIENCE))) throw new Error(`「${words}」之后，机器人一直没有回答`);
  }

  async step(one, index) {
    this.screen.progress(index + 1, this.steps.length);
    this.fresh = 0;
    if (one.kind === "note") this.screen.note(one.words);
    else if (one.kind === "at") await this.move(one);
    else await this.speak(one);
    this.learn(one.replies);
    const length = one.replies.filter(({ mark }) => mark === ">").reduce((sum, { words }) => sum + words.length, 0);
    await this.rest(Math.min(5000, 900 + length * 45));
  }

  async play(user, chat) {
    this.user = user;
    this.follow(chat);
    try {
      for (const [index, one] of this.steps.entries()) await this.step(one, index);
    } finally {
      this.stopped = true;
    }
  }
}

let player = null;

function bar(text) {
  at("player-text").textContent = text;
}

function screen(name, toast) {
  return {
    speed: () => Number(at("story-speed").value),
    note: toast,
    progress: (done, all) => bar(`${name}　${done}/${all} 步`),
    point(user, id, data) {
      const buttons = document.querySelectorAll(`#messages [data-id="${Number(id)}"] [data-data]`);
      [...buttons].find((one) => one.dataset.data === data)?.classList.add("pointed");
    },
  };
}

const title = (story) => /^\/\/ 故事：(.*)$/m.exec(story.text)?.[1] || story.name.replaceAll("_", " ");

async function begin(story, { newcomer, toast }) {
  at("stories").close();
  const mine = new Player(story, screen(title(story), toast));
  player = mine;
  at("player").hidden = false;
  at("player-pause").textContent = "暂停播放";
  try {
    const user = await newcomer();
    at("player-pause").focus();
    await mine.play(user, await get("chat", { user }));
    if (player === mine) bar("故事演完了，可以接着聊");
  } catch (error) {
    if (player === mine) bar(error instanceof Stopped ? "已停止" : `停在这里：${error.message}`);
  } finally {
    if (player === mine) finish();
  }
}

function finish() {
  at("player-pause").hidden = true;
  at("player-stop").textContent = "收起";
}

function wireBar() {
  at("player-pause").addEventListener("click", () => {
    player.paused = !player.paused;
    at("player-pause").textContent = player.paused ? "继续播放" : "暂停播放";
  });
  at("player-stop").addEventListener("click", () => {
    if (player.stopped) {
      at("player").hidden = true;
      (at("open-stories").checkVisibility() ? at("open-stories") : at("menu-more")).focus();
    } else player.stopped = true;
  });
}

/** Wire the drawer and the bar; hidden where no stories are given. `page` is {newcomer(), toast(text)}. */
export async function wire(page, complain) {
  const stories = await get("stories");
  at("open-stories").hidden = !stories.length;
  wireBar();
  at("stories-list").replaceChildren(...stories.map((story) => {
    const button = element("button", { type: "button" }, element("b", {}, title(story)));
    button.addEventListener("click", () => {
      if (player) player.stopped = true;
      at("player-pause").hidden = false;
      at("player-stop").textContent = "停止播放";
      begin(story, page).catch(complain);
    });
    return element("li", {}, button);
  }));
  drawer("stories", () => {}, complain);
}
