const COMPONENTS = '#/components/schemas/';

/** The schemas with a name, and those inside of them, by name. */
export function namedSchemas(schemas) {
  return Object.entries(schemas).flatMap(([name, schema]) => [
    { name, schema },
    ...Object.entries(schema.$defs ?? {}).map(([inner, part]) => ({ name: `${name}.${inner}`, schema: part }))])
    .filter(({ schema }) => schema.properties)
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Returns the name of a schema by its reference; for a part of one, the name of its place. */
export function nameOf(reference) {
  return reference.slice(COMPONENTS.length).replace('/$defs/', '.').replaceAll('/properties/', '.');
}

/** Returns the schema of a reference. */
export function resolve(document, node) {
  return node?.$ref ? resolve(document, at(document, node.$ref)) : node;
}

function at(document, reference) {
  return reference.slice(2).split('/').reduce((node, key) => node?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], document);
}

/**
 * Replaces each reference to a schema without fields by its content, because it needs no place of its own. The text
 * beside a reference stays.
 */
export function inlined(document, node) {
  if (!node || typeof node !== 'object') {
    return node;
  }
  if (Array.isArray(node)) {
    return node.map((item) => inlined(document, item));
  }
  const target = node.$ref?.startsWith(COMPONENTS) ? resolve(document, node) : null;
  if (target && !target.properties) {
    const { $ref, ...beside } = node;
    return inlined(document, { ...target, ...beside });
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, inlined(document, value)]));
}

/**
 * Returns the type of a schema as parts of a text. A part with a link names a schema.
 *
 * @param {Set<string>} linked the names that have a place on the page
 * @returns {Array<{text: string, link?: string}>}
 */
export function typeOf(schema, linked) {
  if (schema.$ref) {
    const name = nameOf(schema.$ref);
    return [linked.has(name) ? { text: name, link: `schema-${name}` } : { text: name }];
  }
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices && !schema.properties) {
    return choices.flatMap((choice, i) => [...(i ? [{ text: ' | ' }] : []), ...typeOf(choice, linked)]);
  }
  if (schema.type === 'array' && schema.items) {
    return [{ text: 'array of ' }, ...typeOf(schema.items, linked)];
  }
  const names = [schema.type ?? 'value'].flat().join(' | ');
  return [{ text: 'const' in schema ? JSON.stringify(schema.const) : names }];
}

/** Returns the limits of a value as texts, such as "1 to 500". */
export function limitsOf(schema) {
  if (schema.oneOf) {
    return schema.oneOf.flatMap(limitsOf);
  }
  const { minimum: min, maximum: max, exclusiveMinimum: above } = schema;
  return [
    min !== undefined && max !== undefined ? `${min} … ${max}` : null,
    min !== undefined && max === undefined ? `≥ ${min}` : null,
    min === undefined && max !== undefined ? `≤ ${max}` : null,
    above !== undefined ? `> ${above}` : null,
    schema.enum ? schema.enum.join(', ') : null,
    schema.format ?? null,
    schema.pattern ? `/${schema.pattern}/` : null,
    schema.maxLength !== undefined && !schema.pattern ? `length ${schema.maxLength === schema.minLength ? '' : '≤ '}${schema.maxLength}` : null,
  ].filter(Boolean);
}
