// A student's attempt without a network: the page of an open attempt is kept on the device, with the files that it is
// made of, and shown when it cannot be fetched. Nothing else is kept: no answer of the API, and no page that the server
// does not offer for it (`Quizapi-Keep`), so that a key or a proof is there only where the page showed it already. One
// cache an attempt; it goes as soon as the server shows another page at the attempt's address (handed in, time over,
// forgotten), and only the newest few are held.
const KEPT = "quizapi-attempt-";
const MOST = 3;
const ATTEMPT = /^\/attempts\/([\w-]+)$/;
const NOT_NOW = [502, 503, 504];

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || request.method !== "GET") return;
  const attempt = ATTEMPT.exec(pathname)?.[1];
  if (pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate" && attempt) event.respondWith(page(event, attempt));
});

// The page names the files that it has loaded, since the first of them came before this worker was there.
addEventListener("message", (event) => {
  if (event.data?.keep) event.waitUntil(keep(event.data.keep, event.data.files));
});

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function page(event, attempt) {
  const kept = () => caches.match(`/attempts/${attempt}`);
  let answer;
  try {
    answer = await fetch(event.request);
  } catch (error) {
    const copy = await kept();
    if (copy) return copy;
    throw error;
  }
  if (NOT_NOW.includes(answer.status)) return (await kept()) ?? answer;
  if (answer.type !== "opaqueredirect") event.waitUntil(store(attempt, answer.clone()));
  return answer;
}

async function store(attempt, answer) {
  if (answer.headers.get("Quizapi-Keep") !== "attempt") return caches.delete(KEPT + attempt);
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  // The page must know that it is a copy: its clock and its answers may be old.
  const text = (await answer.text()).replace('data-kept="no"', 'data-kept="yes"');
  const cache = await caches.open(KEPT + attempt);
  await cache.put(`/attempts/${attempt}`, new Response(text, { headers }));
}

async function keep(attempt, files) {
  const cache = await caches.open(KEPT + attempt);
  const known = new Set((await cache.keys()).map(({ url }) => url));
  await cache.addAll(files.filter((address) => !known.has(address)));
  if (!(await caches.match(`/attempts/${attempt}`))) await store(attempt, await fetch(`/attempts/${attempt}`));
  const attempts = (await caches.keys()).filter((name) => name.startsWith(KEPT)).sort();
  await Promise.all(attempts.slice(0, -MOST).map((name) => caches.delete(name)));
}
