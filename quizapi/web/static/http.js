// Requests to the API of this origin, with this page's own protection token.
import { t } from "./words.js";

const csrf = () => document.querySelector('input[name="csrf_token"]')?.value ?? "";

/** A request with a JSON answer: `{status, ok, data, etag}`. Rejects only where the network fails. */
export async function send(method, path, { body, token, ifMatch, key, keepalive, signal } = {}) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  else if (method !== "GET") headers["X-CSRF-Token"] = csrf();
  if (ifMatch) headers["If-Match"] = `"${ifMatch.replaceAll('"', "")}"`;
  if (key) headers["Idempotency-Key"] = key;
  const response = await fetch(path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    credentials: token ? "omit" : "same-origin",
    cache: "no-store",
    keepalive,
    signal,
  });
  const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
  const data = isJson ? await response.json() : null;
  return { status: response.status, ok: response.ok, data, etag: response.headers.get("ETag"), response };
}

export const readJson = (path, options) => send("GET", path, options);

/** The problem of an answer in words. */
export function problemText(answer) {
  const problem = answer.data ?? {};
  return [problem.title, problem.detail].filter(Boolean).join(". ") || t("Something went wrong");
}
