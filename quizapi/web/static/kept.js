// What a device keeps of an attempt: its token, answers not yet sent, and flags.

const nameOf = (attempt) => `quizapi-attempt-${attempt}`;
const memory = new Map();

export function read(attempt) {
  const empty = { token: "", seq: 0, pending: {}, flags: [] };
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

export function forget(attempt) {
  memory.delete(attempt);
  try {
    localStorage.removeItem(nameOf(attempt));
  } catch {
    // nothing was kept
  }
}
