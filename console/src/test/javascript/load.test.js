import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';

const DASHBOARD = new URL('../../main/resources/io/connwarden/console/dashboard/', import.meta.url);
globalThis.sessionStorage = { getItem: () => 'cw_test' };
globalThis.document = { hidden: false, addEventListener: () => {}, removeEventListener: () => {} };
globalThis.requestAnimationFrame = () => 0;
const load = (name) => import(new URL(name, DASHBOARD));
const { state } = await load('app/state.js');
const { followFleet } = await load('fleet/load.js');
const { followTarget, refreshHistory } = await load('target/load.js');

/** The paths that were read, the answers by path, and the open stream. */
let reads;
let answers;
let stream;
let stop = () => {};

beforeEach(() => {
  reads = [];
  answers = {};
  state.route = {};
  globalThis.fetch = async (url, { signal }) => {
    const path = new URL(url).pathname.replace(/.*\/api\/v1\//, '');
    if (path === 'stream') {
      return new Response(new ReadableStream({ start: (controller) => {
        stream = controller;
        signal.addEventListener('abort', () => controller.error(signal.reason));
      } }));
    }
    reads.push(path);
    return answers[path]?.() ?? Response.json({ items: [], nextCursor: null, health: { lastCheck: '2026-01-01T00:00:00Z' } });
  };
});

afterEach(() => {
  stop();
  mock.timers.reset();
});

const count = (path) => reads.filter((each) => each === path).length;

async function eventually(check) {
  for (let i = 0; i < 2000 && !check(); i++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  assert.ok(check(), check.toString());
}

test('the fleet is read again after a result, which can begin or end a pause', async () => {
  stop = followFleet();
  await eventually(() => state.fleet.loaded && count('targets') === 1);
  stream.enqueue(new TextEncoder().encode('event: result\ndata: {"data": {"target": "shop"}}\n\n'));
  await eventually(() => count('targets') === 2);
});

test('the fleet has the pauses of all targets', async () => {
  answers.pauses = () => Response.json({ items: [{ target: '*', reason: 'a' }, { target: 'shop', reason: 'b' }], nextCursor: null });
  stop = followFleet();
  await eventually(() => state.fleet.pauses.map((pause) => pause.reason).join() === 'a');
});

let isRead;

/** An answer that tells when the page has processed it. */
function tracked(content, status) {
  isRead = false;
  const response = Response.json(content, { status });
  const { text } = response;
  response.text = () => text.call(response).finally(() => setTimeout(() => (isRead = true)));
  return response;
}

test('a late problem of the former target does not appear on the page of the next one', async () => {
  let fail;
  answers['targets/a'] = () => new Promise((resolve) => (fail = () => resolve(tracked({ detail: 'late' }, 503))));
  const leave = followTarget('a');
  await eventually(() => fail);
  leave();
  stop = followTarget('b');
  await eventually(() => state.target.info);
  fail();
  await eventually(() => isRead);
  assert.equal(state.target.id, 'b');
  assert.deepEqual(state.target.problems, {});
});

test('a late answer of the former target does not hide a problem of the next one', async () => {
  let answer;
  answers['targets/a'] = () => new Promise((resolve) => (answer = () => resolve(tracked({ health: { lastCheck: '2026-01-01T00:00:00Z' } }, 200))));
  answers['targets/b'] = () => Response.json({ detail: 'unknown' }, { status: 404 });
  const leave = followTarget('a');
  await eventually(() => answer);
  leave();
  stop = followTarget('b');
  await eventually(() => state.target.problems.health);
  answer();
  await eventually(() => isRead);
  assert.equal(state.target.problems.health.message, 'unknown');
});

const part = { time: '2026-01-01T00:00:00Z', status: 'HEALTHY', connections: 50, active: 30, idle: 40, zombie: 5, idleInTransaction: 20 };

test('a longer range has the greatest number of sessions idle in transaction of each part', async () => {
  answers['targets/shop/history'] = () => Response.json({ items: [part] });
  state.route = { range: '6h' };
  stop = followTarget('shop');
  await eventually(() => state.target.history);
  assert.equal(state.target.history.points[0].idleInTransactionConnections, 20);
});

test('a longer range is read again when the time of one part has passed', async () => {
  mock.timers.enable({ apis: ['Date'], now: Date.parse('2026-01-01T00:00:00Z') });
  answers['targets/shop/history'] = () => Response.json({ items: [part] });
  state.route = { range: '6h' };
  stop = followTarget('shop');
  await eventually(() => state.target.history);
  assert.equal(count('targets/shop/history'), 1);
  mock.timers.tick(35_000);
  await refreshHistory();
  assert.equal(count('targets/shop/history'), 1);
  mock.timers.tick(1_000);
  await refreshHistory();
  assert.equal(count('targets/shop/history'), 2);
});
