// Lets the page be painted before a dozen scripts ask for the same processor; then fetches them side by side.

const MODULES = ["page", "text", "api", "bubble", "clock", "composer", "drawer", "more", "outbox", "samples", "store", "story", "faults"];
const LATEST = 200; // milliseconds: a page in the background is not painted at all

function load() {
  if (load.begun) return;
  load.begun = true;
  document.head.append(...MODULES.map((name) =>
    Object.assign(document.createElement("link"), { rel: "modulepreload", href: `/page/${name}.js` })));
  import("/page/page.js").catch(() => setTimeout(() => location.reload(), 1000)); // the server went away meanwhile
}

new PerformanceObserver(load).observe({ type: "paint", buffered: true });
setTimeout(load, LATEST);
