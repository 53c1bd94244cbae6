// Python, in a thread of its own. It is started through a blob, so that the page's policy binds it
// too; therefore nothing here may be relative to the address of the script.

import { loadPyodide } from "./pyodide/pyodide.js";
import createPyodideModule from "./pyodide/pyodide.asm.js";

const base = new URL("./", import.meta.url).href;
const real = self.fetch.bind(self);
let seen = 0;

// Some servers send WebAssembly under another type, and browsers then refuse it. Where the type is
// right the answer is left as it is, so that the browser may keep what it compiles of it.
self.fetch = async (address, options) => {
  const answer = await real(address, options);
  if (!String(address.url ?? address).endsWith(".wasm")) return counted(answer, answer.headers);
  if (answer.headers.get("Content-Type") === "application/wasm") {
    count(Number(answer.headers.get("Content-Length")));
    return answer;
  }
  const headers = new Headers(answer.headers);
  headers.set("Content-Type", "application/wasm");
  return counted(answer, headers);
};

function count(bytes) {
  seen += bytes;
  postMessage({ seen });
}

function counted(answer, headers) {
  const counter = new TransformStream({
    transform(chunk, out) {
      count(chunk.byteLength);
      out.enqueue(chunk);
    },
  });
  const { status, statusText } = answer;
  return new Response(answer.body?.pipeThrough(counter), { status, statusText, headers });
}

const step = (name) => postMessage({ step: name });

async function start() {
  const packages = fetch(new URL("packages.zip", base)).then(async (answer) => {
    if (!answer.ok) throw new Error(`packages.zip: ${answer.status}`);
    return answer.arrayBuffer();
  });
  step("python");
  const [pyodide, zip] = await Promise.all([
    loadPyodide({ indexURL: `${base}pyodide/`, packageBaseUrl: `${base}pyodide/`, createPyodideModule }),
    packages,
  ]);
  step("library");
  pyodide.unpackArchive(zip, "zip", { extractDir: "/lib/python3.14/site-packages" });
  step("law");
  return pyodide.pyimport("desk").call;
}

const ready = start().then(
  (call) => (postMessage({ ready: true }), call),
  (error) => postMessage({ failed: String(error) }),
);

self.onmessage = async ({ data: { id, door, request } }) => {
  const call = await ready;
  if (!call) return;
  try {
    postMessage({ id, reply: call(door, request) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
};
