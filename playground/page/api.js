// The control API, seen from the page: every call carries the session's token.

const session = document.querySelector("meta[name=session]").content;

export class Gone extends Error {}

async function call(method, path, body, signal) {
  const headers = { "X-Session": session };
  const options = { method, headers, signal };
  if (body instanceof FormData) {
    options.body = body;
  } else if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const response = await fetch(path, options);
  if (response.status === 401) throw new Gone("the playground was restarted");
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.description || response.statusText);
  return answer;
}

export const get = (name, query = {}, signal) =>
  call("GET", `/play/${name}?${new URLSearchParams(query)}`, undefined, signal);

export const post = (name, body = {}) => call("POST", `/play/${name}`, body);

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
