// Python, in a thread of its own. It is started through a blob, so that the page's policy binds it
// too; therefore nothing here may be relative to the address of the script.

import { loadPyodide } from "./pyodide/pyodide.js";
import createPyodideModule from "./pyodide/pyodide.asm.js";

const base = new URL("./", import.meta.url).href;
const real = self.fetch.bind(self);
let seen = 0;

// Some servers send WebAssembly under another type, and browsers then refuse it.
self.fetch = async (address, options) => {
  const answer = await real(address, options);
  const url = String(address.url ?? address);
  const counted = answer.body?.pipeThrough(
    new TransformStream({
      transform(chunk, out) {
        seen += chunk.byteLength;
        postMessage({ seen });
        out.enqueue(chunk);
      },
    }),
  );
  const headers = new Headers(answer.headers);
  if (url.endsWith(".wasm")) headers.set("Content-Type", "application/wasm");
  return new Response(counted, { status: answer.status, statusText: answer.statusText, headers });
};

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
