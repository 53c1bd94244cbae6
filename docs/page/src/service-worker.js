// Keeps all files of one version, or none, so that the page works without a network. Each is held
// to the SHA-256 of the manifest, and the manifest to that of this version.

const DIGEST = "{digest}";
const NAME = `jikorules-${DIGEST.slice(0, 16)}`;
const base = new URL("./", self.location.href).href;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const manifest = await load("manifest.json", DIGEST);
      const { files } = await manifest.clone().json();
      const cache = await caches.open(NAME);
      const wanted = Object.entries(files).filter(([name]) => !/\.(txt|config|py|bat)$/.test(name));
      for (const [name, { sha256 }] of wanted) {
        const file = await load(name, sha256);
        await cache.put(new URL(name, base), file.clone());
        if (name === "index.html") await cache.put(base, file.clone());
      }
      await cache.put(new URL("manifest.json", base), manifest);
    })(),
  );
});

// What the browser keeps is taken if it is the right file; it is loaded anew if not.
async function load(name, sha256) {
  for (const cache of ["default", "reload"]) {
    const answer = await fetch(new URL(name, base), { cache });
    const bytes = await answer.clone().arrayBuffer();
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    if (answer.ok && [...hash].map((each) => each.toString(16).padStart(2, "0")).join("") === sha256) return answer;
  }
  throw new Error(`${name} is not that of the manifest`);
}

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith("jikorules-") && name !== NAME) await caches.delete(name);
      }
    })(),
  );
});

self.addEventListener("message", ({ data }) => {
  if (data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || !event.request.url.startsWith(base)) return;
  event.respondWith(
    (async () => {
      const cache = await caches.open(NAME);
      return (await cache.match(event.request)) ?? fetch(event.request);
    })(),
  );
});
