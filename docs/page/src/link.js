// A link carries the facts behind its #, packed; that part is never sent to a server.
// Version 1: "#v1=", then raw deflate of JSON in base64url. Old versions stay readable.

const MOST = 8000;
const MOST_UNPACKED = 200_000;

async function through(stream, bytes, most = Infinity) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) throw new Error("too much");
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

// Give the link, or null if the facts are too many for one.
export async function linkTo(facts) {
  const bytes = new TextEncoder().encode(JSON.stringify(facts));
  const packed = await through(new CompressionStream("deflate-raw"), bytes);
  const text = btoa(String.fromCharCode(...packed)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  return text.length > MOST ? null : `${location.href.split("#")[0]}#v1=${text}`;
}

// Give the facts of a fragment; undefined if it carries none. Throws if it cannot be read.
export async function factsOf(fragment) {
  if (fragment.length < 2) return undefined;
  const found = /^#v1=([A-Za-z0-9_-]+)$/.exec(fragment);
  if (!found || found[1].length > MOST) throw new Error("no link of this version");
  const binary = atob(found[1].replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = Uint8Array.from(binary, (each) => each.charCodeAt(0));
  const plain = await through(new DecompressionStream("deflate-raw"), bytes, MOST_UNPACKED);
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plain));
}
