import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';

const DASHBOARD = new URL('../../main/resources/io/connwarden/console/dashboard/', import.meta.url);
globalThis.sessionStorage = { getItem: () => 'cw_test' };
globalThis.document = { hidden: false };
globalThis.requestAnimationFrame = () => 0;
const load = (name) => import(new URL(name, DASHBOARD));
const { state } = await load('app/state.js');
const { newTarget } = await load('target/new-target.js');
const { decidePlan, execute, openAction, openPlan, openResume, setPause, setReason, setValue } = await load('actions/flow.js');

/** The sent requests, and the next answers, each with a part of the path of its request. */
let sent;
let answers;

beforeEach(() => {
  sent = [];
  answers = [];
  state.target = { ...newTarget('shop'), info: { health: { status: 'HEALTHY' }, paused: null } };
  globalThis.fetch = async (url, { method, headers, body }) => {
    const { pathname, searchParams } = new URL(url);
    const request = { method, path: pathname.replace(/.*\/api\/v1\//, ''), dryRun: searchParams.get('dryRun'),
      key: headers['Idempotency-Key'], body: body ? JSON.parse(body) : null };
    sent.push(request);
    const place = answers.findIndex(([text]) => request.path.includes(text));
    const [, status, content] = place >= 0 ? answers.splice(place, 1)[0] : [null, 200, { data: result() }];
    if (status === 0) {
      throw new TypeError('network error');
    }
    return Response.json(content, { status });
  };
});

afterEach(() => mock.timers.reset());

const result = (more) => ({ outcome: 'COMPLETED', dryRun: true, sessions: [], decision: { rule: 'COMMAND', reason: 'r' }, ...more });
const posts = () => sent.filter((request) => request.method === 'POST');
const acting = () => posts().filter((request) => request.dryRun !== 'true');
/** Waits for the answer to a preview. */
async function previewed() {
  for (let i = 0; i < 2000 && state.dialog.step !== 'preview'; i++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  assert.equal(state.dialog.step, 'preview');
}

async function openCleanup(planId) {
  answers.push(['cleanup', 200, { data: result({ plan: { id: planId, expiresAt: '2026-01-01T00:00:00Z' },
    sessions: [{ pid: 1, outcome: 'WOULD_TERMINATE' }] }) }]);
  openAction('cleanup');
  await previewed();
}

for (const [status, content] of [[0, {}], [502, {}], [503, { detail: 'Kafka did not confirm' }], [504, { detail: 'late' }]]) {
  test(`an action whose answer is lost with ${status} is repeated under its key with the same content`, async () => {
    await openCleanup('p1');
    answers.push(['plans', 200, { items: [], nextCursor: null }], ['p1/execute', status, content]);
    await execute();
    assert.equal(state.dialog.step, 'preview');
    setValue('max', 20);
    setReason('changed');
    assert.equal(state.dialog.step, 'preview');
    answers.push(['plans', 200, { items: [], nextCursor: null }]);
    await execute();
    assert.equal(state.dialog.step, 'done');
    const [first, second] = acting();
    assert.equal(acting().length, 2);
    assert.deepEqual(second, first);
    assert.equal(first.path, 'plans/p1/execute');
  });
}

test('a refused action is not repeated under its key, and its values can change', async () => {
  await openCleanup('p1');
  answers.push(['plans', 200, { items: [], nextCursor: null }], ['p1/execute', 422, { detail: 'rejected', result: result() }]);
  await execute();
  setReason('better');
  answers.push(['plans', 200, { items: [], nextCursor: null }]);
  await execute();
  const [first, second] = acting();
  assert.notEqual(second.key, first.key);
  assert.equal(second.body.reason, 'better');
});

test('a failed command with its result is known to have failed', async () => {
  openResume(null);
  answers.push(['resume', 502, { detail: 'failed', result: result({ outcome: 'FAILED' }) }]);
  await execute();
  assert.equal(state.dialog.request, null);
});

test('an action whose result cannot be read was accepted and stays fixed', async () => {
  openResume(null);
  answers.push(['resume', 202, { commandId: 'c' }], ['actions/c', 429, { detail: 'too many' }]);
  await execute();
  assert.equal(state.dialog.request.isAccepted, true);
});

test('a pause has its length, so that a repetition is the same request', async () => {
  openAction('pause');
  await previewed();
  setReason('migration');
  answers.push(['pause', 503, { detail: 'Kafka did not confirm' }]);
  mock.timers.enable({ apis: ['Date'], now: Date.parse('2026-01-01T00:00:00Z') });
  await execute();
  mock.timers.tick(2_000);
  await execute();
  const [first, second] = acting();
  assert.deepEqual(first.body, { duration: '5m', reason: 'migration' });
  assert.deepEqual(second, first);
});

test('a preview of a pause is a dry run, and an incomplete pause has none', async () => {
  openAction('pause', '*');
  await previewed();
  assert.deepEqual(posts().map(({ path, dryRun }) => [path, dryRun]), [['targets/*/pause', 'true']]);
  setPause('scope', 'labels');
  setPause('labels', 'env', true);
  assert.equal(posts().length, 1);
  await execute();
  assert.deepEqual(acting(), []);
  setPause('labels', 'env=prod');
  await previewed();
  assert.deepEqual(posts()[1].body, { labels: { env: 'prod' }, duration: '5m', reason: 'preview' });
});

test('a resume ends the pause that holds, by its target and its id', async () => {
  openResume({ target: '*', pauseId: 'i', labels: { env: 'prod' } });
  await execute();
  openResume({ target: '*' });
  await execute();
  openResume(null);
  await execute();
  assert.deepEqual(acting().map(({ path, body }) => [path, body]), [['targets/*/resume', { pauseId: 'i' }],
    ['targets/*/resume', {}], ['targets/shop/resume', {}]]);
});

test('an action that waits for a second token shows the next step and asks for no other result', async () => {
  openAction('terminate');
  await previewed();
  answers.push(['terminate', 202, { commandId: 'c', plan: { id: 'p2' }, detail: 'another token approves', result: { data: result() } }]);
  setReason('leak');
  await execute();
  assert.equal(state.dialog.step, 'done');
  assert.equal(state.dialog.result.approval, 'another token approves');
  assert.deepEqual(sent.filter(({ path }) => path.startsWith('actions/')), []);
});

test('a plan that needs a second token is requested, not executed', async () => {
  await openCleanup('p1');
  answers.push(['plans', 200, { items: [{ id: 'p1', scope: 'approve' }], nextCursor: null }],
    ['cleanup', 202, { commandId: 'c', plan: { id: 'p2' }, detail: 'another token approves', result: { data: result() } }]);
  await execute();
  assert.deepEqual(acting().map(({ path, dryRun }) => [path, dryRun]), [['targets/shop/cleanup', 'false']]);
  assert.equal(state.dialog.result.approval, 'another token approves');
});

test('a decision on a plan whose answer is lost is repeated under its key', async () => {
  openPlan('execute', { id: 'p1' });
  setReason('agreed');
  answers.push(['p1/execute', 0, {}]);
  await decidePlan();
  await decidePlan();
  assert.deepEqual(acting()[1], acting()[0]);
});
