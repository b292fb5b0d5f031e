// What the browser itself keeps, apart for every playground: the queue, the files chosen, the words typed.

const world = document.querySelector("meta[name=world]").content;
let opening = null;

function opened() {
  opening ??= new Promise((done, fail) => {
    const request = indexedDB.open(`playground ${world}`, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("queue", { keyPath: "order", autoIncrement: true });
      request.result.createObjectStore("chosen");
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  return opening;
}

async function run(name, mode, act) {
  const transaction = (await opened()).transaction(name, mode);
  return new Promise((done, fail) => {
    const request = act(transaction.objectStore(name));
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = () => fail(transaction.error);
  });
}

/** The entries in the order they were put; each gets its `order`. */
export const queue = {
  all: () => run("queue", "readonly", (store) => store.getAll()),
  put: (entry) => run("queue", "readwrite", (store) => store.put(entry)),
  drop: (order) => run("queue", "readwrite", (store) => store.delete(order)),
};

/** Files chosen and not sent, of one user. */
export const chosen = {
  get: (user) => run("chosen", "readonly", (store) => store.get(user)),
  put: (user, files) => run("chosen", "readwrite", (store) => (files.length ? store.put(files, user) : store.delete(user))),
};

/** Words typed and not sent, of one user: written at once, so that even a killed page has them. */
export const typed = {
  get: (user) => localStorage.getItem(`${world} ${user}`) || "",
  put(user, text) {
    if (text) localStorage.setItem(`${world} ${user}`, text);
    else localStorage.removeItem(`${world} ${user}`);
  },
};

/** Alone among all pages of this playground, one after another. */
export const alone = (name, act) => navigator.locks.request(`${name} ${world}`, act);
