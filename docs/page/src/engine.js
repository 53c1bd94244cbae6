// The library, in a worker. Requests and replies are JSON, in the order of asking.

const source = new URL("./worker.js", import.meta.url).href;

export class Engine {
  #worker;
  #waiting = new Map();
  #next = 0;

  // told.step(name), told.seen(bytes), told.ready(), told.failed(text)
  constructor(told) {
    // The page's policy binds a worker that is started through a blob.
    const blob = new Blob([`import ${JSON.stringify(source)};`], { type: "text/javascript" });
    this.#worker = new Worker(URL.createObjectURL(blob), { type: "module" });
    this.#worker.onerror = (event) => told.failed(event.message || "worker");
    this.#worker.onmessage = ({ data }) => {
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
  }

  ask(door, request) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, door, request: JSON.stringify(request) });
    });
  }
}
