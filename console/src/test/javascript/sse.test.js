import assert from 'node:assert/strict';
import { test } from 'node:test';

const DASHBOARD = new URL('../../main/resources/io/connwarden/console/dashboard/', import.meta.url);
const { eventParser } = await import(new URL('api/sse.js', DASHBOARD));

function parse(...parts) {
  const events = [];
  const feed = eventParser((event) => events.push(event));
  parts.forEach(feed);
  return events;
}

test('an event has its id, name and data', () => {
  assert.deepEqual(parse('id: 7\nevent: health\ndata: {"a":1}\n\n'), [{ id: '7', name: 'health', data: '{"a":1}' }]);
});

test('an event may arrive in any parts', () => {
  const text = 'id: 7\r\nevent: health\r\ndata: a\r\ndata: b\r\n\r\n';
  for (let cut = 0; cut <= text.length; cut++) {
    assert.deepEqual(parse(text.slice(0, cut), text.slice(cut)), [{ id: '7', name: 'health', data: 'a\nb' }], `cut at ${cut}`);
  }
});

test('a comment is no event, and the id of the last event is kept', () => {
  assert.deepEqual(parse(':\n\n', 'id: 1\ndata: x\n\n', ': beat\n\n', 'data: y\n\n').map((event) => event.id), ['1', '1']);
});

test('the id of a heartbeat is told without an event', () => {
  const ids = [];
  const feed = eventParser(() => assert.fail('no event'), (id) => ids.push(id));
  feed(': heartbeat\nid: 7-1\n\n');
  assert.deepEqual(ids, ['7-1']);
});
