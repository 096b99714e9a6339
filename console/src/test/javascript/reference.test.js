import assert from 'node:assert/strict';
import { test } from 'node:test';

const DASHBOARD = new URL('../../main/resources/io/connwarden/console/dashboard/', import.meta.url);
const { inlined, limitsOf, namedSchemas, typeOf } = await import(new URL('reference/schemas.js', DASHBOARD));
const { groupsOf } = await import(new URL('reference/operations.js', DASHBOARD));
const { channelsOf } = await import(new URL('reference/channels.js', DASHBOARD));

const text = (schema, linked = new Set()) => typeOf(schema, linked).map((part) => part.text).join('');

const API = {
  tags: [{ name: 'targets', description: 'All.' }],
  paths: { '/api/v1/targets/{id}/pause': { post: {
    operationId: 'pause', tags: ['targets'], summary: 'Pauses.', security: [{ token: ['read', 'operate'] }, { token: ['approve'] }],
    parameters: [{ $ref: '#/components/parameters/Id' }, { name: 'wait', in: 'query', schema: { $ref: '#/components/schemas/Seconds' } }],
    requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Body' }, example: { reason: "it's late" } } } },
    responses: { 202: { description: 'Later.', headers: { Location: {} } }, 404: { $ref: '#/components/responses/Gone' } },
  } }, '/api/v1/openapi.json': { get: { operationId: 'api', tags: ['targets'], summary: 'Shows.', security: [], responses: {} } } },
  components: {
    parameters: { Id: { name: 'id', in: 'path', required: true, schema: { type: 'string' }, example: 'orders-db' } },
    responses: { Gone: { description: 'Unknown.', content: { 'application/problem+json': { schema: { type: 'object' } } } } },
    schemas: { Seconds: { type: 'integer', minimum: 0, maximum: 30 },
      Body: { type: 'object', properties: { reason: { type: 'string' } }, $defs: { part: { type: 'object', properties: {} } } } },
  },
};

test('an operation shows its call, its scopes and its answers', () => {
  const [pause, api] = groupsOf(API, 'http://h:1')[0].operations;
  assert.equal(pause.curl, "curl -X POST http://h:1/api/v1/targets/orders-db/pause \\\n  -H \"Authorization: Bearer $CONNWARDEN_TOKEN\""
    + " \\\n  -H 'Content-Type: application/json' \\\n  -d '{\"reason\":\"it'\\''s late\"}'");
  assert.deepEqual(pause.scopes, ['read + operate', 'approve']);
  assert.deepEqual(pause.parameters.map((it) => it.schema.maximum), [undefined, 30]);
  assert.deepEqual(pause.responses.map((it) => [it.status, it.description, it.headers]), [['202', 'Later.', ['Location']], ['404', 'Unknown.', []]]);
  assert.equal(api.curl, 'curl http://h:1/api/v1/openapi.json');
});

test('a type names its schema, and links to it if it has a place', () => {
  const reference = { $ref: '#/components/schemas/Body' };
  assert.deepEqual(typeOf(reference, new Set(['Body'])), [{ text: 'Body', link: 'schema-Body' }]);
  assert.deepEqual(typeOf(reference, new Set()), [{ text: 'Body' }]);
  assert.equal(text({ oneOf: [reference, { type: 'null' }] }), 'Body | null');
  assert.equal(text({ type: 'array', items: { type: ['string', 'null'] } }), 'array of string | null');
  assert.equal(text({ const: true }), 'true');
});

test('limits are told', () => {
  assert.deepEqual(limitsOf({ minimum: 1, maximum: 500 }), ['1 … 500']);
  assert.deepEqual(limitsOf({ exclusiveMinimum: 0, maximum: 9 }), ['≤ 9', '> 0']);
  assert.deepEqual(limitsOf({ enum: ['a', 'b'] }), ['a, b']);
  assert.deepEqual(limitsOf({ type: 'string', maxLength: 200 }), ['length ≤ 200']);
  assert.deepEqual(limitsOf({ oneOf: [{ enum: ['a'] }, { type: 'null' }] }), ['a']);
});

test('a schema without fields is shown where it is used', () => {
  assert.deepEqual(inlined(API, { $ref: '#/components/schemas/Seconds', description: 'Wait.' }),
    { type: 'integer', minimum: 0, maximum: 30, description: 'Wait.' });
  assert.deepEqual(inlined(API, { $ref: '#/components/schemas/Body' }), { $ref: '#/components/schemas/Body' });
  assert.deepEqual(namedSchemas(API.components.schemas).map((it) => it.name), ['Body', 'Body.part']);
});

test('a topic shows its direction, its messages and their schemas', () => {
  const topics = {
    channels: { health: { address: 'connwarden.health', title: 'Health', description: 'Samples.', messages: { health: { $ref: '#/components/messages/health' } } } },
    operations: { publish: { action: 'send', summary: 'The monitor publishes.', channel: { $ref: '#/channels/health' } } },
    components: { messages: { health: { name: 'io.health', title: 'Health', contentType: 'application/json', examples: [{ summary: 'One.', payload: { a: 1 } }],
      payload: { allOf: [{}, { properties: { data: { $ref: './schema/health.v1.schema.json' } } }] } } } },
  };
  const [channel] = channelsOf(topics);
  assert.deepEqual(channel.operations, [{ action: 'send', summary: 'The monitor publishes.' }]);
  assert.equal(channel.messages[0].schema, 'Health');
  assert.equal(channel.messages[0].examples[0].payload.a, 1);
  assert.equal(channel.kcat, 'kcat -b $BROKER -t connwarden.health -C -o end');
});
