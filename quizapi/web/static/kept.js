// What a device keeps of an attempt: its token, answers not yet sent, those that the server has, and flags.

const nameOf = (attempt) => `quizapi-attempt-${attempt}`;
const memory = new Map();

export function read(attempt) {
  const empty = { token: "", seq: 0, pending: {}, saved: {}, flags: [] };
  if (memory.has(attempt)) return memory.get(attempt);
  try {
    return { ...empty, ...JSON.parse(localStorage.getItem(nameOf(attempt)) ?? "{}") };
  } catch {
    return empty;
  }
}

/** Changes what is kept. Where the browser has no storage it lasts as long as the page. */
export function update(attempt, change) {
  const kept = read(attempt);
  change(kept);
  try {
    localStorage.setItem(nameOf(attempt), JSON.stringify(kept));
  } catch {
    memory.set(attempt, kept);
  }
  return kept;
}

/** Nothing but the token is needed once the attempt has ended: the result is the server's to show. */
export function forgetAnswers(attempt) {
  dropPage(attempt);
  update(attempt, (kept) => Object.assign(kept, { pending: {}, saved: {}, flags: [] }));
}

export function forget(attempt) {
  dropPage(attempt);
  memory.delete(attempt);
  try {
    localStorage.removeItem(nameOf(attempt));
  } catch {
    // nothing was kept
  }
}

/** Has the worker keep the attempt's page and the files it is made of, for a reload without a network. */
export async function keepPage(attempt) {
  try {
    await navigator.serviceWorker.register("/attempts/worker.js", { updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    const files = performance.getEntriesByType("resource").map(({ name }) => name);
    const own = files.filter((name) => name.startsWith(`${location.origin}/static/`));
    active.postMessage({ keep: attempt, files: [...new Set(own)] });
  } catch {
    // No worker here (a network without https, a private window): answers are kept all the same.
  }
}

const dropPage = (attempt) => globalThis.caches?.delete(nameOf(attempt)).catch(() => {});
