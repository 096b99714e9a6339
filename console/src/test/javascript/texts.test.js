import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const DASHBOARD = new URL('../../main/resources/io/connwarden/console/dashboard/', import.meta.url);
const { default: en } = await import(new URL('texts/en.js', DASHBOARD));
const { default: zh } = await import(new URL('texts/zh.js', DASHBOARD));
const { fill } = await import(new URL('texts/index.js', DASHBOARD));
const { KEYS, commandOf } = await import(new URL('app/keys.js', DASHBOARD));

const sources = readdirSync(DASHBOARD, { recursive: true }).map(String)
  .filter((name) => name.endsWith('.js') && !name.startsWith('texts'))
  .map((name) => readFileSync(new URL(name, DASHBOARD), 'utf8'));

const places = (text) => [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]))].sort();

test('both languages have the same texts with the same values', () => {
  assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort());
  for (const key of Object.keys(en)) {
    assert.deepEqual(places(zh[key]), places(en[key]), key);
  }
});

test('every text that the code names exists', () => {
  const named = sources.flatMap((source) => [...source.matchAll(/\bt\('([\w.]+)'/g)].map((match) => match[1]));
  assert.ok(named.length > 100);
  assert.deepEqual(named.filter((key) => !(key in en)), []);
});

test('every text is used', () => {
  const all = sources.join('\n');
  const prefixes = [...all.matchAll(/`([\w.]+\.)\$\{/g)].map((match) => match[1]);
  const unused = Object.keys(en).filter((key) => !all.includes(`'${key}'`) && !prefixes.some((each) => key.startsWith(each)));
  assert.deepEqual(unused, []);
});

test('a text selects by number', () => {
  assert.equal(fill('{n} {n|session|sessions}', { n: 1 }), '1 session');
  assert.equal(fill('{n} {n|session|sessions}', { n: 2 }), '2 sessions');
});

test('no key has two commands', () => {
  const keys = KEYS.flatMap((each) => each.keys);
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(commandOf('Escape'), 'escape');
  assert.equal(commandOf('z'), undefined);
  KEYS.forEach((each) => assert.ok(each.text in en, each.text));
});
