import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';

const DASHBOARD = new URL('../../main/resources/io/connwarden/console/dashboard/', import.meta.url);
globalThis.sessionStorage = { getItem: () => 'cw_test' };
globalThis.document = { hidden: false };
globalThis.requestAnimationFrame = () => 0;
const { get, getText, Problem } = await import(new URL('api/client.js', DASHBOARD));
const { delayOf } = await import(new URL('api/stream.js', DASHBOARD));
const { pollSeconds, watched } = await import(new URL('app/link.js', DASHBOARD));

const realFetch = globalThis.fetch;
const realTimeout = AbortSignal.timeout;
afterEach(() => {
  globalThis.fetch = realFetch;
  AbortSignal.timeout = realTimeout;
});

/** Answers with a body that ends with a failure of the network. */
function lostAfter(text) {
  globalThis.fetch = async () => new Response(new ReadableStream({
    start(body) {
      body.enqueue(new TextEncoder().encode(text));
      body.error(new TypeError('network error'));
    },
  }));
}

const isLoss = (problem) => problem instanceof Problem && problem.status === 0 && problem.message === 'network error';

test('a connection that is lost while an answer is read is a problem without a status', async () => {
  lostAfter('{"type":');
  await assert.rejects(getText('targets/a/samples/export'), isLoss);
  await assert.rejects(get('targets'), isLoss);
});

test('a problem of an export has its detail, and an answer without JSON its status', async () => {
  globalThis.fetch = async () => new Response('{"detail": "two exports are open"}', { status: 429, headers: { 'Retry-After': '7' } });
  await assert.rejects(getText('targets/a/samples/export'),
    (problem) => problem.status === 429 && problem.message === 'two exports are open' && problem.retryAfter === 7);
  globalThis.fetch = async () => new Response('<html>', { status: 502 });
  await assert.rejects(get('targets'), (problem) => problem.status === 502 && problem.message === 'HTTP 502');
});

test('an export may take longer than other answers', async () => {
  const limits = [];
  AbortSignal.timeout = (limit) => {
    limits.push(limit);
    return realTimeout.call(AbortSignal, limit);
  };
  globalThis.fetch = async () => new Response('{}');
  await get('targets');
  await getText('targets/a/samples/export');
  assert.ok(limits[1] >= 4 * limits[0], String(limits));
});

test('the stream and the polls wait as long as an answer 429 asks for', async () => {
  assert.ok(delayOf(0, 60) >= 60_000);
  assert.ok(delayOf(0, null) < 1_000);
  assert.equal(pollSeconds(10, 2), 2);
  globalThis.fetch = async () => new Response('{}', { status: 429, headers: { 'Retry-After': '600' } });
  await assert.rejects(watched(get('targets')), Problem);
  assert.ok(pollSeconds(10, 2) > 500, String(pollSeconds(10, 2)));
});
