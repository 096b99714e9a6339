import { token } from '../access/token.js';

/** The address of the API. It follows from this file, so the dashboard works below any path. */
export const BASE = new URL('../../api/v1/', import.meta.url).href;

const TIMEOUT_MS = 45_000;
const EXPORT_TIMEOUT_MS = 300_000;
const PAGE = 500;

/** The wait after an answer 429 without the header Retry-After. */
export const RETRY_SECONDS = 10;

/** An answer that is no success, as RFC 9457 describes it. Status 0 means that there was no answer. */
export class Problem extends Error {
  /** @param {number} status @param {string} detail @param {object} body @param {number|null} retryAfter seconds */
  constructor(status, detail, body = {}, retryAfter = null) {
    super(detail);
    this.status = status;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

/** Returns true if another token is needed. Other problems can be gone at the next attempt. */
export function isRefusal(problem) {
  return problem.status === 401 || problem.status === 403;
}

/** Returns the address of a route. Absent and empty values are left out of the query. */
export function urlOf(path, query = {}) {
  const url = new URL(path, BASE);
  Object.entries(query)
    .filter(([, value]) => value != null && value !== '')
    .forEach(([name, value]) => url.searchParams.set(name, value));
  return url.href;
}

/** Returns the headers that authenticate a request. */
export function authorization() {
  return token() ? { Authorization: `Bearer ${token()}` } : {};
}

/**
 * Reads a route.
 *
 * @returns {Promise<object>} the answer; receivedAt is the time of its arrival in milliseconds
 * @throws {Problem}
 */
export function get(path, query) {
  return send('GET', path, { query });
}

/**
 * Reads an export, which answers with lines of text and needs longer than other routes.
 *
 * @throws {Problem}
 */
export async function getText(path, query) {
  const { response, text } = await exchange(urlOf(path, query),
    { method: 'GET', headers: authorization() }, EXPORT_TIMEOUT_MS);
  if (!response.ok) {
    throw problemOf(response, contentOf(text));
  }
  return text;
}

/** Reads all pages of a list, at most `max` items. */
export async function getAll(path, query = {}, max = 2000) {
  const items = [];
  let cursor = null;
  do {
    const page = await get(path, { limit: PAGE, ...query, cursor });
    items.push(...page.items.map((item) => ({ ...item, receivedAt: page.receivedAt })));
    cursor = page.nextCursor;
  } while (cursor && items.length < max);
  return items;
}

/**
 * Sends an order.
 *
 * @param {string} id the idempotency key: sending the same id again changes nothing
 */
export function post(path, query, body, id) {
  const headers = { 'Content-Type': 'application/json', ...(id ? { 'Idempotency-Key': id } : {}) };
  return send('POST', path, { query, headers, body: JSON.stringify(body) });
}

async function send(method, path, { query, headers = {}, body }) {
  const { response, text } = await exchange(urlOf(path, query),
    { method, headers: { ...authorization(), ...headers }, body }, TIMEOUT_MS);
  const content = contentOf(text);
  if (!response.ok) {
    throw problemOf(response, content);
  }
  return { ...content, httpStatus: response.status, receivedAt: Date.now() };
}

function contentOf(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

function problemOf(response, content) {
  return new Problem(response.status, content.detail ?? content.title ?? `HTTP ${response.status}`, content,
    retryAfterOf(response));
}

/** Returns the seconds that an answer asks to wait; null without such a header. */
export function retryAfterOf(response) {
  const wait = Number(response.headers.get('Retry-After') ?? NaN);
  return Number.isFinite(wait) ? wait : null;
}

/** Sends a request and reads its whole answer. A connection can also be lost while the answer is read. */
async function exchange(url, request, timeout) {
  try {
    const response = await fetch(url, { ...request, cache: 'no-store', signal: AbortSignal.timeout(timeout) });
    return { response, text: await response.text() };
  } catch (failure) {
    throw new Problem(0, String(failure.message ?? failure));
  }
}
