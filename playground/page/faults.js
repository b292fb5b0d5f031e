// Bad days on demand: what the network and Telegram do wrong, armed for the bot's next calls.

import { get, post, remove } from "./api.js";
import { drawer } from "./drawer.js";
import { element } from "./text.js";

const at = (id) => document.getElementById(id);

const BAD = "Bad Request: ";
const KINDS = {
  429: ["429 太快了", { kind: "429" }],
  500: ["500 服务器出错", { kind: "status", status: 500 }],
  502: ["502 网关出错", { kind: "status", status: 502 }],
  403: ["403 被用户停用", { kind: "status", status: 403 }],
  deactivated: ["403 用户已注销", { kind: "status", status: 403, description: "Forbidden: user is deactivated" }],
  same: ["400 内容没有变化", { kind: "status", status: 400, description: `${BAD}message is not modified` }],
  gone: ["400 要改的消息不在了", { kind: "status", status: 400, description: `${BAD}message to edit not found` }],
  parse: ["400 格式解析失败", { kind: "status", status: 400, description: `${BAD}can't parse entities` }],
  old: ["400 按键太旧", { kind: "status", status: 400, description: `${BAD}query is too old and response timeout expired or query ID is invalid` }],
  404: ["404 找不到", { kind: "status", status: 404 }],
  409: ["409 另一个程序在收消息", { kind: "status", status: 409 }],
  401: ["401 token 无效（机器人会退出）", { kind: "status", status: 401 }],
  html: ["返回网页而不是数据", { kind: "html" }],
  drop: ["断开连接，不回答", { kind: "drop" }],
  reset: ["连接被重置", { kind: "reset" }],
  hang: ["一直不回答（10 分钟）", { kind: "delay", seconds: 600 }],
  delay: ["回答得慢", { kind: "delay" }],
  cut: ["下载到一半断开", { kind: "cut", method: "file" }],
  stall: ["下载到一半停住", { kind: "stall", method: "file" }],
  short: ["下载少了一半，长度也说错", { kind: "short", method: "file" }],
  again: ["收到的消息再来一遍", { kind: "again", method: "getUpdates" }],
  shuffle: ["收到的消息次序颠倒", { kind: "shuffle", method: "getUpdates" }],
  jump: ["消息编号跳一大截", { kind: "jump", method: "getUpdates" }],
  malformed: ["夹着一条坏消息", { kind: "malformed", method: "getUpdates" }],
};
const METHODS = [
  ["*", "所有调用"], ["getUpdates", "收消息 getUpdates"], ["sendMessage", "发消息 sendMessage"],
  ["editMessageText", "改消息 editMessageText"], ["answerCallbackQuery", "回应按键 answerCallbackQuery"],
  ["sendDocument", "发文件 sendDocument"], ["sendPhoto", "发图片 sendPhoto"], ["getFile", "查文件 getFile"],
  ["file", "下载文件"],
];

function words(fault) {
  const same = ([, [, facts]]) => facts.kind === fault.kind && (facts.status ?? fault.status) === fault.status
    && (facts.description ?? "") === fault.description && (facts.seconds ?? fault.seconds) === fault.seconds;
  const found = Object.entries(KINDS).find(same);
  const name = found ? found[1][0] : `${fault.kind} ${fault.status}`;
  const method = METHODS.find(([one]) => one === fault.method);
  return `${name} · ${method ? method[1] : fault.method} · ${fault.when === "before" ? "生效之前" : "生效之后"} · 还剩 ${fault.count} 次`;
}

function paint({ faults }) {
  at("faults-clear").disabled = !faults.length;
  at("open-faults").classList.toggle("armed", faults.length > 0);
  at("menu-more").classList.toggle("armed", faults.length > 0);
  const none = element("li", { className: "drift" }, "没有设置故障，一切正常。");
  at("faults-armed").replaceChildren(...(faults.length ? faults.map((one) => element("li", {}, words(one))) : [none]));
}

function wanted() {
  const facts = KINDS[at("faults-kind").value][1];
  const seconds = Number(at("faults-seconds").value);
  return {
    method: at("faults-method").value, when: at("faults-when").value, count: Number(at("faults-count").value),
    ...(facts.kind === "429" ? { retry_after: Math.ceil(seconds) } : { seconds }), ...facts,
  };
}

function needs() {
  const kind = at("faults-kind").value;
  const fixed = "method" in KINDS[kind][1];
  at("faults-wait").hidden = !["429", "delay", "stall"].includes(kind);
  at("faults-method").disabled = fixed;
  at("faults-when").disabled = fixed;
}

/** Wire the drawer. `complain` shows an error. */
export function wire(complain) {
  const refresh = async () => paint(await get("faults"));
  const options = (id, rows) => at(id).append(...rows.map(([value, name]) => element("option", { value }, name)));
  options("faults-kind", Object.entries(KINDS).map(([value, [name]]) => [value, name]));
  options("faults-method", METHODS);
  drawer("faults", refresh, complain);
  at("faults-kind").addEventListener("change", needs);
  at("faults-form").addEventListener("submit", (event) => {
    event.preventDefault();
    post("faults", wanted()).then(paint, complain);
  });
  at("faults-clear").addEventListener("click", () => {
    at("faults-kind").focus(); // the button is about to be disabled
    remove("faults").then(paint, complain);
  });
  setInterval(() => (at("faults").open || at("open-faults").classList.contains("armed")) && refresh().catch(() => {}), 2000);
  needs();
  refresh().catch(complain);
}
