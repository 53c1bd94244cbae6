// Keeps all files of one version, or none, so that the page works without a network.

const NAME = "jikorules-{digest}";
const base = new URL("./", self.location.href).href;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const { files } = await (await fetch(new URL("manifest.json", base), { cache: "no-cache" })).json();
      const cache = await caches.open(NAME);
      const wanted = ["./", "manifest.json", ...Object.keys(files).filter((name) => !/\.(txt|config|py|bat)$/.test(name))];
      await cache.addAll(wanted.map((name) => new Request(new URL(name, base), { cache: "no-cache" })));
    })(),
  );
});

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
