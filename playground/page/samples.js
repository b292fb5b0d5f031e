// Sample screenshots, made by the project and marked as samples, to send with one press.

import { drawer } from "./drawer.js";
import { element } from "./text.js";

const at = (id) => document.getElementById(id);

export const SAMPLES = [
  ["order", "订单详情页"],
  ["payment", "付款记录"],
  ["product", "商品页和发货承诺"],
  ["chat", "催发货的聊天"],
  ["receipt", "提交成功的页面"],
];

let chosen = new Set();
let send = async () => {};

async function file(name, title) {
  const response = await fetch(`/page/samples/${name}.jpg`);
  return new File([await response.blob()], `样例-${title}.jpg`, { type: "image/jpeg" });
}

/** A sample nobody sent before: the number drawn on it makes another picture of it. */
export async function numbered(index, number) {
  const [name, title] = SAMPLES[index % SAMPLES.length];
  const picture = await createImageBitmap(await file(name, title));
  const canvas = element("canvas", { width: picture.width, height: picture.height });
  const brush = canvas.getContext("2d");
  brush.drawImage(picture, 0, 0);
  brush.fillStyle = "#5a6b79";
  brush.font = "26px sans-serif";
  brush.fillText(`样例 ${number}`, 24, picture.height - 24);
  const content = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  return new File([content], `样例-${title}-${number}.jpg`, { type: "image/jpeg" });
}

async function deliver(names, complain) {
  try {
    const wanted = SAMPLES.filter(([name]) => names.includes(name));
    const files = await Promise.all(wanted.map(([name, title]) => file(name, title)));
    at("samples").close();
    await send(files, at("samples-as-file").checked ? "document" : "photo");
  } catch (error) {
    complain(error);
  }
}

function count() {
  at("samples-send").disabled = !chosen.size;
  at("samples-send").textContent = chosen.size > 1 ? `发送选中的 ${chosen.size} 张（成一组）` : "发送选中的";
}

function card([name, title], complain) {
  const picture = element("img", { src: `/page/samples/${name}.jpg`, alt: "", loading: "lazy" });
  const button = element("button", { type: "button", className: "sample" }, picture, element("span", {}, `发送：${title}`));
  button.addEventListener("click", () => deliver([name], complain));
  const box = element("input", { type: "checkbox" });
  box.addEventListener("change", () => {
    if (box.checked) chosen.add(name);
    else chosen.delete(name);
    count();
  });
  return element("li", {}, button, element("label", {}, box, ` 选中${title}`));
}

/** Wire the drawer. `act(files, kind)` sends; `complain` shows an error. */
export function wire(act, complain) {
  send = act;
  drawer("samples", () => {
    chosen = new Set();
    at("samples-list").replaceChildren(...SAMPLES.map((one) => card(one, complain)));
    count();
  }, complain);
  at("samples-send").addEventListener("click", () => deliver([...chosen], complain));
}
