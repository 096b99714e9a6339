import assert from 'node:assert/strict';
import { test } from 'node:test';

const DASHBOARD = new URL('../../main/resources/io/connwarden/console/dashboard/', import.meta.url);
const load = (name) => import(new URL(`model/${name}.js`, DASHBOARD));

const { filterSessions, valuesOf } = await load('filters');
const { groupRows, sortSessions } = await load('arrange');
const { ageOf, freshness, intervalOf } = await load('freshness');
const { byTrouble, matchesTarget } = await load('trouble');
const { compact, duration, percent, roughly } = await load('format');
const { leakSuspect } = await load('leak');
const { stackedColumns, windowOf, withLatest } = await load('series');
const { groupByPlace } = await load('marks');
const { step } = await load('samples');
const { awaitsApproval, whyNot, whyNotPlan } = await load('availability');
const { bodyOf, groupReports, splitResult } = await load('commands');
const { labelsOf, labelsText, newPause, pauseBody, pauseEnd, pauseFault } = await load('pause');
const { kindsOf } = await load('slots');
const { chosenSessions } = await import(new URL('sessions/chosen.js', DASHBOARD));
const { timelineOf } = await load('timeline');

const session = (pid, more) => ({ pid, state: 'idle', application: 'web', user: 'app', database: 'shop', waitsFor: [],
  transactionAgeSeconds: null, ...more });

test('sessions are filtered by every given column', () => {
  const all = [session(1), session(2, { application: 'job' }), session(3, { waitsFor: [1] })];
  assert.deepEqual(filterSessions(all, { application: 'web' }).map((s) => s.pid), [1, 3]);
  assert.deepEqual(filterSessions(all, { application: 'web', blocked: 'true' }).map((s) => s.pid), [3]);
  assert.deepEqual(filterSessions(all, { blocked: 'false' }).map((s) => s.pid), [1, 2]);
  assert.deepEqual(filterSessions(all, { q: 'JOB' }).map((s) => s.pid), [2]);
  assert.equal(filterSessions(all, {}), all);
});

test('a text does not match across two columns', () => {
  assert.deepEqual(filterSessions([session(1, { user: 'ab', application: 'cd' })], { q: 'bc' }), []);
});

test('the values of a column come with their number, the most frequent first', () => {
  assert.deepEqual(valuesOf([session(1), session(2, { application: 'job' }), session(3)], 'application'),
    [['web', 2], ['job', 1]]);
});

test('absent values come last in both directions', () => {
  const all = [session(1), session(2, { transactionAgeSeconds: 5 }), session(3, { transactionAgeSeconds: 9 })];
  assert.deepEqual(sortSessions(all, '-transactionAgeSeconds').map((s) => s.pid), [3, 2, 1]);
  assert.deepEqual(sortSessions(all, 'transactionAgeSeconds').map((s) => s.pid), [2, 3, 1]);
});

test('groups have a heading, and a closed one hides its sessions', () => {
  const all = [session(1), session(2, { application: 'job' }), session(3)];
  assert.deepEqual(groupRows(all, 'application', new Set(['job'])).map((row) => row.group ?? row.session.pid),
    ['web', 1, 3, 'job']);
  assert.equal(groupRows(all, '', new Set()).length, 3);
});

test('an age grows with our clock alone', () => {
  assert.equal(ageOf({ ageSeconds: 2, receivedAt: 1000 }, 4000), 5);
  assert.equal(ageOf({ ageSeconds: 0, receivedAt: 4000 }, 1000), 0);
});

test('data is late after three intervals and stale after six', () => {
  assert.equal(freshness(6, 2), 'fresh');
  assert.equal(freshness(6.1, 2), 'late');
  assert.equal(freshness(12.1, 2), 'stale');
});

test('an outage does not change the usual interval', () => {
  const at = (seconds) => ({ time: new Date(seconds * 1000).toISOString() });
  assert.equal(intervalOf([0, 5, 10, 15, 300, 305].map(at)), 5);
  assert.equal(intervalOf([]), 30);
});

const target = (id, status, utilization, more) => ({ id, age: 1, alerts: [], health: { status,
  slotUtilizationPercentage: utilization }, ...more });

test('targets are in the order of trouble', () => {
  const all = [target('a', 'HEALTHY', 10), target('b', 'WARNING', 82), target('c', 'CRITICAL', 95),
    target('d', 'WARNING', 85), target('e', 'HEALTHY', 20, { age: 500 }), target('f', 'UNREACHABLE'),
    target('g', 'WARNING', 81, { alerts: [{ severity: 'CRITICAL' }] })];
  assert.equal(all.sort(byTrouble).map((each) => each.id).join(''), 'fcegdba');
});

test('a target is found by its id, an application and its status', () => {
  const health = { status: 'WARNING', topApplications: [{ application: 'Checkout' }, {}] };
  assert.ok(matchesTarget({ id: 'Orders', health }, 'order', undefined));
  assert.ok(matchesTarget({ id: 'x', health }, 'check', 'WARNING'));
  assert.ok(!matchesTarget({ id: 'x', health }, '', 'CRITICAL'));
});

test('durations have at most two units', () => {
  assert.deepEqual([0.44, 12.9, 200, 7500, 273600, -1].map(duration),
    ['0.4 s', '12 s', '3 min 20 s', '2 h 5 min', '3 d 4 h', '0 s']);
  assert.deepEqual([0.44, 12.9, 200, 7500, 273600].map(compact), ['0.4s', '12s', '3m 20s', '2h 5m', '3d 4h']);
  assert.equal(duration(null), '');
  assert.deepEqual([59.9, 130, 7300, 200000].map(roughly), ['59 s', '2 min', '2 h', '2 d']);
});

test('a percentage is cut off after one decimal, as in the texts of the server', () => {
  assert.deepEqual([9.47, 32.3, 89.99, 80, 0].map(percent), ['9.4 %', '32.3 %', '89.9 %', '80.0 %', '0.0 %']);
  assert.equal(percent(null), '');
});

test('an application with many unused sessions is suspected', () => {
  const health = (applications) => ({ usableConnections: 100, topApplications: applications });
  const pool = { application: 'pool', total: 40, idle: 10, idleInTransaction: 0 };
  const leak = { application: 'leak', total: 30, idle: 25, idleInTransaction: 3 };
  const small = { application: 'small', total: 9, idle: 9, idleInTransaction: 0 };
  assert.deepEqual(leakSuspect(health([pool, leak, small])), { application: 'leak', total: 30, unused: 28 });
  assert.equal(leakSuspect(health([pool, small])), null);
  assert.equal(leakSuspect({}), null);
});

test('the kinds of sessions add up to the total', () => {
  const kinds = kindsOf({ totalConnections: 20, activeConnections: 4, idleConnections: 10,
    idleInTransactionConnections: 3, zombieConnections: 6 });
  assert.deepEqual(kinds, { active: 4, transaction: 3, idle: 4, zombie: 6, other: 3 });
});

test('the columns of the chart are sums, and an unreachable target is a gap', () => {
  const point = { time: '2026-01-01T00:00:00Z', totalConnections: 20, activeConnections: 4, idleConnections: 10,
    idleInTransactionConnections: 3, zombieConnections: 6 };
  const columns = stackedColumns([point, { time: '2026-01-01T00:00:05Z', totalConnections: null }]);
  assert.deepEqual(columns.map((column) => column[0]).slice(1), [17, 11, 7, 4]);
  assert.deepEqual(columns.map((column) => column[1]).slice(1), [null, null, null, null]);
});

test('a sample is added to the trend once', () => {
  const first = withLatest([], { lastCheck: '2026-01-01T00:00:00Z' });
  assert.equal(withLatest(first, { lastCheck: '2026-01-01T00:00:00Z' }), first);
  assert.equal(withLatest(first, { lastCheck: '2026-01-01T00:00:01Z' }).length, 2);
});

test('the window of the chart is the shortest that holds all points', () => {
  const now = Date.parse('2026-01-01T01:00:00Z');
  assert.equal(windowOf([{ time: '2026-01-01T00:57:00Z' }], now), 300);
  assert.equal(windowOf([{ time: '2026-01-01T00:30:00Z' }], now), 3600);
  assert.equal(windowOf([{ time: '2025-12-25T00:30:00Z' }], now), 3600);
});

test('steps in time end at the oldest sample and in the present', () => {
  const samples = [1, 2, 3].map((second) => ({ capturedAt: `2026-01-01T00:00:0${second}Z` }));
  assert.equal(step(samples, null, -1), samples[1].capturedAt);
  assert.equal(step(samples, samples[0].capturedAt, -1), samples[0].capturedAt);
  assert.equal(step(samples, samples[0].capturedAt, 1), samples[1].capturedAt);
  assert.equal(step(samples, samples[1].capturedAt, 1), null);
  assert.equal(step(samples, '2026-01-01T00:00:02.5Z', -1), samples[0].capturedAt);
  assert.equal(step([], null, -1), null);
});

const situation = { scopes: ['read', 'operate'], connected: true, past: false, selected: 1, status: 'CRITICAL' };

test('an action that is not possible has a reason', () => {
  assert.equal(whyNot('terminate', situation), null);
  assert.equal(whyNot('terminate', { ...situation, selected: 0 }), 'why.noSelection');
  assert.equal(whyNot('terminate', { ...situation, past: true }), 'why.past');
  assert.equal(whyNot('cleanup', { ...situation, scopes: ['read'] }), 'why.scope.operate');
  assert.equal(whyNot('approve', situation), 'why.scope.approve');
  assert.equal(whyNot('pause', { ...situation, connected: false }), 'why.disconnected');
  assert.equal(whyNot('emergency', { ...situation, status: 'UNREACHABLE' }), 'why.unreachable');
  assert.equal(whyNot('pause', { ...situation, readOnly: true }), 'why.readOnly');
  const idle = { ...situation, selected: 1, applicable: 0 };
  assert.equal(whyNot('cancel', idle), 'why.noQuery');
  assert.equal(whyNot('transaction', idle), 'why.noTransaction');
  assert.equal(whyNot('terminate', idle), null);
});

test('a target without a known pause can be resumed, because an older pause is not known', () => {
  assert.equal(whyNot('resume', { ...situation, paused: false }), null);
  assert.equal(whyNot('resume', { ...situation, paused: null }), null);
});

test('a plan that needs a second token is approved by another sender than its requester', () => {
  const scopes = (...names) => ({ ...situation, scopes: names });
  const ofRule = { rule: 'R3', scope: 'approve', override: [], requestedBy: null };
  const requested = { rule: 'COMMAND', scope: 'approve', override: [], requestedBy: 'ann' };
  assert.deepEqual([ofRule, requested, { ...requested, scope: 'operate' }].map(awaitsApproval), [true, true, false]);
  assert.equal(whyNotPlan('execute', requested, 'bob', scopes('approve')), null);
  assert.equal(whyNotPlan('execute', requested, 'ann', scopes('approve')), 'why.ownPlan');
  assert.equal(whyNotPlan('execute', requested, 'bob', scopes('operate')), 'why.scope.approve');
  assert.equal(whyNotPlan('execute', { ...requested, override: ['G5'] }, 'bob', scopes('approve')), 'why.scope.override');
  assert.equal(whyNotPlan('execute', { ...requested, override: ['G5'] }, 'bob', scopes('approve', 'override')), null);
  assert.equal(whyNotPlan('reject', requested, 'ann', scopes('operate')), null);
  assert.equal(whyNotPlan('reject', requested, 'bob', scopes('approve')), 'why.scope.operate');
  assert.equal(whyNotPlan('reject', ofRule, 'bob', scopes('approve')), null);
  assert.equal(whyNotPlan('reject', ofRule, 'bob', scopes('operate')), 'why.scope.approve');
  assert.equal(whyNotPlan('execute', ofRule, 'bob', { ...scopes('approve'), readOnly: true }), 'why.readOnly');
});

test('a session without an id cannot be chosen', () => {
  const items = [{ pid: 1, sessionId: null }, { pid: 2, sessionId: 'b' }, { pid: 3, sessionId: null }];
  const chosen = (more) => chosenSessions({ target: { sessions: { items }, selected: new Set(), current: null, ...more } })
    .map((each) => each.pid);
  assert.deepEqual(chosen({}), []);
  assert.deepEqual(chosen({ current: 'b' }), [2]);
  assert.deepEqual(chosen({ selected: new Set([null, 'b']) }), [2]);
  assert.deepEqual(chosenSessions({ target: null }), []);
});

test('a command names the sessions as they were seen', () => {
  const seen = { sessionId: 's', transactionId: 't', queryId: 'q', pid: 7 };
  assert.deepEqual(bodyOf('terminate', { sessions: [seen], reason: 'leak' }), { sessions: [{ sessionId: 's' }], reason: 'leak' });
  assert.deepEqual(bodyOf('transaction', { sessions: [seen], reason: 'leak' }),
    { sessions: [{ sessionId: 's', transactionId: 't' }], reason: 'leak' });
  assert.deepEqual(bodyOf('cancel', { sessions: [seen], reason: 'x', override: true }),
    { sessions: [{ sessionId: 's', queryId: 'q' }], override: ['G5'], reason: 'x' });
  const idle = { sessionId: 'i', transactionId: null, queryId: null, pid: 8 };
  assert.deepEqual(bodyOf('transaction', { sessions: [idle, seen] }).sessions, [{ sessionId: 's', transactionId: 't' }]);
  assert.deepEqual(bodyOf('cancel', { sessions: [idle] }).sessions, []);
  assert.deepEqual(bodyOf('cleanup', { idleMinutes: 5, max: 3 }), { idleThresholdMinutes: 5, maxTerminations: 3 });
  assert.deepEqual(bodyOf('pause', { pause: newPause('shop'), reason: 'r' }), { duration: '5m', reason: 'r' });
  assert.deepEqual(bodyOf('resume', { paused: { target: '*', pauseId: 'i' }, reason: 'r' }), { pauseId: 'i', reason: 'r' });
  assert.deepEqual(bodyOf('resume', { paused: null }), {});
});

const NOW = Date.parse('2026-01-01T00:00:00.123Z');

test('a pause ends after its minutes, at its time, or not at all', () => {
  assert.equal(pauseEnd(newPause('shop'), NOW), '2026-01-01T00:05:00Z');
  assert.equal(pauseEnd({ ...newPause('shop'), minutes: 0 }, NOW), null);
  assert.deepEqual(pauseBody({ ...newPause('shop'), minutes: 0 }, NOW), {});
  assert.deepEqual(pauseBody({ ...newPause('shop'), times: 'until', until: '2026-01-01T01:00:00Z' }, NOW), { until: '2026-01-01T01:00:00Z' });
});

test('a pause is restricted to labels and to recurring times', () => {
  const pause = { ...newPause('*'), scope: 'labels', labels: ' env=prod , tier=a=b', times: 'window', zone: 'Asia/Shanghai' };
  const body = { labels: { env: 'prod', tier: 'a=b' }, window: { cron: '0 0 2 * * SUN', zone: 'Asia/Shanghai', durationMinutes: 60 } };
  assert.deepEqual(pauseBody(pause, NOW), body);
  assert.deepEqual(pauseBody({ ...pause, until: '2026-02-01T00:00:00Z' }, NOW), { ...body, until: '2026-02-01T00:00:00Z' });
  assert.equal(labelsText(body.labels), 'env=prod, tier=a=b');
});

test('a pause whose restriction is incomplete is never sent without it', () => {
  const all = newPause('*');
  const faults = [[{ scope: 'labels' }, 'why.noLabels'], [{ times: 'window', cron: ' ' }, 'why.noWindow'],
    [{ times: 'window', windowMinutes: NaN }, 'why.noWindow'], [{ times: 'until' }, 'why.noUntil'],
    [{ times: 'until', until: '2025-12-31T00:00:00Z' }, 'why.untilPast'],
    [{ times: 'window', until: '2025-12-31T00:00:00Z' }, 'why.untilPast']];
  for (const [values, fault] of faults) {
    assert.equal(pauseFault({ ...all, ...values }, NOW), fault);
    assert.throws(() => pauseBody({ ...all, ...values }, NOW), new Error(fault));
  }
  assert.equal(pauseFault(all, NOW), null);
});

test('labels are names with values', () => {
  assert.deepEqual(labelsOf('a=1,b=2'), { a: '1', b: '2' });
  assert.deepEqual(['', 'a', 'a=', '=1', 'a=1,a=2', 'a=1,b'].map(labelsOf), Array(6).fill(null));
});

test('a result is split, and equal reasons with other numbers are one group', () => {
  const report = (pid, outcome, reason) => ({ pid, outcome, reason, application: 'web' });
  const { goes, stays } = splitResult({ sessions: [report(1, 'WOULD_TERMINATE', 'idle for 6 s'),
    report(2, 'WOULD_TERMINATE', 'idle for 7.5 s'), report(3, 'PROTECTED', 'G5'), report(4, 'CHANGED', 'x')] });
  assert.equal(goes.length, 2);
  assert.equal(stays.length, 2);
  assert.deepEqual(groupReports(goes).map((group) => group.sessions.length), [2]);
});

test('a resolved alert is two items of the timeline', () => {
  const items = timelineOf([], [{ id: 'a', data: { name: 'Full', state: 'RESOLVED', severity: 'CRITICAL',
    startsAt: '2026-01-01T00:00:00Z', endsAt: '2026-01-01T00:01:00Z', target: 't' } }]);
  assert.deepEqual(items.map((item) => item.firing), [false, true]);
});

test('marks that would cover each other are one mark, that of the largest action', () => {
  const mark = (x, count, dryRun = false) => ({ x, marker: { count, dryRun, title: `${count}` } });
  const groups = groupByPlace([mark(30, 1), mark(4, 2), mark(0, 9, true), mark(10, 20), mark(12, 3)], 11);
  assert.deepEqual(groups.map(({ x, title }) => [x, title]), [[10, '9\n2\n20'], [12, '3'], [30, '1']]);
});
