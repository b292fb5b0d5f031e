// The control API, seen from the page: every call carries the session's token.

const world = document.querySelector("meta[name=world]").content;
let session = document.querySelector("meta[name=session]").content;

export class Gone extends Error {}

/** A restarted playground has a new token, written into its page. */
async function renewed() {
  const html = await (await fetch("/")).text();
  const found = /name="session" content="([\w-]+)"/.exec(html);
  if (!found || found[1] === session || !html.includes(`content="${world}"`)) return false;
  session = found[1];
  return true;
}

async function call(method, path, body, signal, again = true) {
  const headers = { "X-Session": session };
  const options = { method, headers, signal };
  if (body instanceof FormData) {
    options.body = body;
  } else if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const response = await fetch(path, options);
  if (response.status === 401 && again && (await renewed())) return call(method, path, body, signal, false);
  if (response.status === 401) throw new Gone("the playground was restarted");
  const answer = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer;
  const { status } = response;
  throw Object.assign(new Error(answer?.description || response.statusText || String(status)), { status });
}

export const get = (name, query = {}, signal) =>
  call("GET", `/play/${name}?${new URLSearchParams(query)}`, undefined, signal);

export const post = (name, body = {}, signal = undefined) => call("POST", `/play/${name}`, body, signal);

export const remove = (name) => call("DELETE", `/play/${name}`);

/** Files of a user; several are an album. */
export function upload(user, kind, files, facts = {}, signal = undefined) {
  const form = new FormData();
  const fields = { ...facts, user, as: kind };
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value);
  for (const file of files) form.append("files", file, file.name);
  return post("media", form, signal);
}

const blobs = new Map();

/** A file as a blob: address, fetched once; documents never get a type a browser would run. */
export function blob(path) {
  if (!blobs.has(path)) {
    const made = fetch(path, { headers: { "X-Session": session } })
      .then((response) => {
        if (!response.ok) throw new Error(String(response.status));
        return response.blob();
      })
      .then((content) => URL.createObjectURL(content));
    made.catch(() => blobs.delete(path));
    blobs.set(path, made);
  }
  return blobs.get(path);
}
