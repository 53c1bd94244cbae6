// The library, in a worker. Requests and replies are JSON, in the order of asking.

const source = new URL("./worker.js", import.meta.url).href;
const MOST_SILENT = 60; // seconds

export class Engine {
  #worker;
  #waiting = new Map();
  #next = 0;
  #silent = 0;

  // told.step(name), told.seen(bytes), told.ready(), told.failed(text), told.died()
  constructor(told) {
    // The page's policy binds a worker that is started through a blob.
    const blob = new Blob([`import ${JSON.stringify(source)};`], { type: "text/javascript" });
    this.#worker = new Worker(URL.createObjectURL(blob), { type: "module" });
    this.#worker.onerror = (event) => told.failed(event.message || "worker");
    this.#worker.onmessage = ({ data }) => {
      this.#silent = 0;
      if (data.step) told.step(data.step);
      else if (data.seen) told.seen(data.seen);
      else if (data.ready) told.ready();
      else if (data.failed) told.failed(data.failed);
      else {
        const { resolve, reject } = this.#waiting.get(data.id);
        this.#waiting.delete(data.id);
        if (data.error) reject(new Error(data.error));
        else resolve(JSON.parse(data.reply));
      }
    };
    // A worker can end without a word. The seconds are counted and not measured: a machine that
    // slept must not be taken for a worker that does.
    const watch = setInterval(() => {
      this.#silent = this.#waiting.size ? this.#silent + 1 : 0;
      if (this.#silent <= MOST_SILENT) return;
      clearInterval(watch);
      this.#worker.terminate(); // a late answer would be one that time has passed by
      told.died();
    }, 1000);
  }

  // Asked only after told.ready().
  ask(door, request) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, door, request: JSON.stringify(request) });
    });
  }
}
