import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const DASHBOARD = new URL('../../main/resources/io/connwarden/console/dashboard/', import.meta.url);
const { MAX_FILE_BYTES, MAX_SAMPLES, SamplesFileError, applicationsOf, blockersOf, listOf, parseSamples, readSamplesFile,
  sessionsOf } = await import(new URL('model/samples-file.js', DASHBOARD));
const { default: en } = await import(new URL('texts/en.js', DASHBOARD));

const COLUMNS = ['pid', 'backendStart', 'user', 'database', 'application', 'clientAddress', 'state', 'stateChange',
  'xactStart', 'queryStart', 'waitEventType', 'waitEvent', 'backendType', 'blockedBy', 'sessionClass', 'guard'];
const row = (pid, more = {}) => {
  const values = { pid, backendStart: '2026-03-01T02:00:00Z', user: 'app', state: 'idle', application: 'web',
    stateChange: '2026-03-01T02:59:00Z', queryStart: '2026-03-01T02:59:00Z', blockedBy: [], ...more };
  return COLUMNS.map((column) => values[column] ?? null);
};
const event = (second, rows = [], more = {}) => ({ type: 'io.connwarden.sessions.v1', data: { target: 'orders-db',
  capturedAt: `2026-03-01T03:00:${String(second).padStart(2, '0')}Z`, serverTime: '2026-03-01T03:00:00Z', omittedRows: 0,
  columns: COLUMNS, rows, ...more } });
const lines = (...events) => events.map((each) => `${JSON.stringify(each)}\n`).join('');
const refusal = (text) => {
  try {
    parseSamples(text);
  } catch (problem) {
    assert.ok(problem instanceof SamplesFileError, String(problem));
    assert.ok(problem.text in en, problem.text);
    return problem;
  }
  return assert.fail('the file was accepted');
};

test('the golden event of the topic is a sample', () => {
  const golden = new URL('../../../../contracts/src/test/resources/golden/sessions.json', import.meta.url);
  const file = parseSamples(JSON.stringify(JSON.parse(readFileSync(golden, 'utf8'))));
  const sessions = sessionsOf(file.samples[0]);
  assert.equal(file.target, 'orders-db');
  assert.deepEqual([sessions.total, sessions.omitted, sessions.items.length], [5, 2, 3]);
  assert.equal(sessions.items[0].blocks, 1);
  assert.equal(sessions.items[0].queryAgeSeconds, null);
  assert.equal(sessions.items[1].queryAgeSeconds, 20.012);
  assert.equal(sessions.items[1].user, 'größe "x"\n');
  assert.deepEqual(sessions.items[1].waitsFor, [4711, 0]);
  assert.equal(sessions.items[2].class, 'OTHER');
  assert.deepEqual(applicationsOf(file.samples[0]).items.map((item) => [item.application, item.total]), [['', 2], ['web', 1]]);
});

test('samples are in the order of time, each once', () => {
  const file = parseSamples(`\n${lines(event(2, [row(7)]), event(1), event(2, [row(7), row(8)]))}\r\n`);
  assert.deepEqual(listOf(file.samples).map((sample) => [sample.capturedAt.slice(-3, -1), sample.sessions]),
    [['01', 0], ['02', 2]]);
  assert.equal(file.incomplete, false);
  assert.equal(parseSamples(lines(event(1), { incomplete: 'the log store did not answer' })).incomplete, true);
});

test('the line of a problem is named', () => {
  const cut = refusal(lines(event(1)) + JSON.stringify(event(2)).slice(0, 50));
  assert.deepEqual([cut.text, cut.line], ['file.notJson', 2]);
  const version = refusal(lines(event(1), event(2), { ...event(3), type: 'io.connwarden.sessions.v2' }));
  assert.deepEqual([version.text, version.line, version.values.type], ['file.version', 3, 'io.connwarden.sessions.v2']);
  const other = refusal(lines(event(1), event(2, [], { target: 'billing-db' })));
  assert.deepEqual([other.text, other.values], ['file.otherTarget', { line: 2, target: 'billing-db', first: 'orders-db' }]);
  for (const content of ['7', 'null', '[]', '{}', '{"type":"io.connwarden.health.v1"}', '{"type":7}']) {
    assert.equal(refusal(`${content}\n`).text, 'file.notSample', content);
  }
});

test('every field is checked', () => {
  const invalid = { target: ['', 7, 'a b'], capturedAt: [null, 'yesterday', 7], serverTime: [undefined],
    omittedRows: [-1, 0.5, null], columns: [null, [], ['pid', 7]],
    rows: [null, [7], [[null]], [['x']], [row(-1)], [row(7, { blockedBy: [null] })], [row(7, { state: 5 })],
      [row(7, { xactStart: 'soon' })]] };
  for (const [field, values] of Object.entries(invalid)) {
    for (const value of values) {
      const problem = refusal(lines(event(1, [], { [field]: value })));
      assert.deepEqual([problem.text, problem.values], ['file.malformed', { line: 1, field }], JSON.stringify(value));
    }
  }
  assert.equal(refusal(lines({ ...event(1), data: null })).values.field, 'data');
});

test('a file without samples, with too many or above the size is refused', async () => {
  assert.equal(refusal('\n\n').text, 'file.empty');
  const many = Array.from({ length: MAX_SAMPLES + 1 }, (_, i) =>
    event(1, [], { capturedAt: new Date(1_700_000_000_000 + i * 1000).toISOString() }));
  assert.deepEqual([refusal(lines(...many)).text, refusal(lines(...many)).line], ['file.tooMany', MAX_SAMPLES + 1]);
  assert.equal(parseSamples(lines(...many.slice(1))).samples.length, MAX_SAMPLES);
  await assert.rejects(readSamplesFile({ size: MAX_FILE_BYTES + 1, text: () => assert.fail('it was read') }),
    (problem) => problem.text === 'file.tooLarge' && problem.values.size === 101);
  assert.equal((await readSamplesFile({ size: 10, text: async () => lines(event(1)) })).target, 'orders-db');
});

test('a file may have more samples than the console keeps of a target', () => {
  const saved = Array.from({ length: 310 }, (_, i) =>
    event(1, [], { capturedAt: new Date(1_700_000_000_000 + i * 1000).toISOString() }));
  assert.equal(parseSamples(lines(...saved)).samples.length, 310);
});

test('an unknown column is ignored, and a missing one is null', () => {
  const [sample] = parseSamples(lines(event(1, [[7, 'new']], { columns: ['pid', 'later'] }))).samples;
  assert.deepEqual([sessionsOf(sample).items[0].pid, sessionsOf(sample).items[0].user], [7, null]);
  assert.equal('later' in sessionsOf(sample).items[0], false);
});

test('applications are summed up as on the server', () => {
  const [sample] = parseSamples(lines(event(1, [
    row(1, { xactStart: '2026-03-01T02:50:00Z', state: 'idle in transaction' }),
    row(2, { sessionClass: 'ZOMBIE', stateChange: '2026-03-01T02:40:00Z', user: 'ann' }),
    row(3, { application: 'job', state: 'active' })]))).samples;
  assert.deepEqual(applicationsOf(sample).items, [
    { application: 'web', user: null, total: 2, active: 0, idle: 1, idleInTransaction: 1, zombie: 1,
      longestTransactionSeconds: 600, longestIdleSeconds: 1200 },
    { application: 'job', user: 'app', total: 1, active: 1, idle: 0, idleInTransaction: 0, zombie: 0,
      longestTransactionSeconds: null, longestIdleSeconds: null }]);
});

test('lock waits are trees, with prepared transactions and cycles', () => {
  const [sample] = parseSamples(lines(event(1, [row(1), row(2, { blockedBy: [1] }), row(3, { blockedBy: [2, 1] }),
    row(4, { blockedBy: [0] }), row(5, { blockedBy: [6] }), row(6, { blockedBy: [5] })]))).samples;
  const shape = (nodes) => nodes.map((node) => [node.pid, node.inCycle, shape(node.waiting)]);
  assert.deepEqual(shape(blockersOf(sample).items), [
    [1, false, [[2, false, []], [3, false, []]]],
    [0, false, [[4, false, []]]],
    [5, true, [[6, false, []]]]]);
  assert.equal(blockersOf(sample).items[1].label, 'prepared transaction');
});
