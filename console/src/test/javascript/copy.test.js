import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

const DASHBOARD = new URL('../../main/resources/io/connwarden/console/dashboard/', import.meta.url);
const { curlOfAction, curlOfRead, kcatOfAction, shellWord, sqlLiteral, sqlOfAction, sqlOfRollback, sqlOfSessions } =
  await import(new URL('model/copy.js', DASHBOARD));

const sessions = [{ pid: 7, backendStart: '2026-01-01T00:00:00.123456Z', sessionId: 's' }];
const hostile = "it's 100% $(false) `false` \"x\" \\n";

test('the shell reads a word as it was', () => {
  for (const text of [hostile, 'plain', '', 'a b', 'http://x/?a=1&b=2']) {
    assert.equal(execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`]).toString(), text);
  }
});

test('the curl call carries the command and no token', () => {
  const call = curlOfAction('http://h/api/v1/', 'shop-db', 'terminate', { sessions, reason: hostile }, false);
  const shown = execFileSync('sh', ['-c', `curl() { for a in "$@"; do printf '%s\\n' "$a"; done; }; CONNWARDEN_TOKEN=t; ${call}`])
    .toString().split('\n');
  assert.ok(shown.includes('http://h/api/v1/targets/shop-db/terminate?dryRun=false'));
  assert.ok(shown.includes('Authorization: Bearer t'));
  assert.deepEqual(JSON.parse(shown[shown.indexOf('-d') + 1]), { sessions: [{ sessionId: 's' }], reason: hostile });
  assert.ok(!call.includes('cw_'));
});

test('the kcat call writes a CloudEvent', () => {
  const call = kcatOfAction('shop-db', 'terminate', { sessions, reason: hostile }, true, 'alice');
  const record = execFileSync('bash', ['-c', `kcat() { cat; }; BROKER=b; ${call}`]).toString();
  const event = JSON.parse(record.slice(record.indexOf(':') + 1));
  assert.equal(record.slice(0, record.indexOf(':')), 'shop-db');
  assert.equal(event.type, 'io.connwarden.command.v1');
  assert.equal(event.data.reason, hostile);
  assert.deepEqual(event.data.sessions, [{ pid: 7, backendStart: sessions[0].backendStart }]);
  assert.match(event.time, /^\d{4}-.*Z$/);
});

test('a record of a pause has its end and its restriction', () => {
  const pause = { scope: 'labels', labels: 'env=prod', times: 'length', minutes: 5 };
  const call = kcatOfAction('*', 'pause', { pause, reason: 'x' }, false, 'alice');
  const record = execFileSync('bash', ['-c', `kcat() { cat; }; BROKER=b; ${call}`]).toString();
  const { data } = JSON.parse(record.slice(record.indexOf(':') + 1));
  assert.match(data.until, /^\d{4}-.*Z$/);
  assert.deepEqual(data.labels, { env: 'prod' });
  assert.ok(!('duration' in data));
});

test('the end of a prepared transaction has its id as a literal', () => {
  assert.equal(sqlOfRollback("o'; DROP TABLE x --"), "ROLLBACK PREPARED 'o''; DROP TABLE x --'");
});

test('SQL names a session by pid and start', () => {
  assert.match(sqlOfAction('terminate', { sessions }), /pg_terminate_backend\(pid\)[^]*\(7, timestamptz '2026-01-01T00:00:00.123456Z'\)/);
  assert.equal(sqlOfAction('pause', {}), null);
  assert.equal(sqlLiteral("o'x"), "'o''x'");
  assert.match(sqlOfSessions({ application: "o'x" }), /application_name = 'o''x'/);
});

test('a read is a word of the shell', () => {
  assert.equal(curlOfRead('http://h/s?q=a&b=c'), "curl 'http://h/s?q=a&b=c' -H \"Authorization: Bearer $CONNWARDEN_TOKEN\"");
});
