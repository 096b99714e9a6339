import { html, nothing } from '../vendor.js';
import { t } from '../texts/index.js';
import { limitsOf, typeOf } from './schemas.js';

/** A schema with a name. */
export function schemaView({ name, schema }, linked) {
  return html`<article class="card" id="schema-${name}"><h3><code>${name}</code></h3>
    ${schema.description ? html`<p>${schema.description}</p>` : nothing}${fields(schema, linked)}</article>`;
}

/** The type of a value, with a link to a schema with a name. */
export function type(schema, linked) {
  return html`<span class="type">${typeOf(schema, linked).map(({ text, link }) =>
    link ? html`<a href="#${link}">${text}</a>` : text)}</span>`;
}

/** The fields of an object. A field that is an object without a name shows its fields below. */
export function fields(schema, linked) {
  if (!schema.properties) {
    return nothing;
  }
  return html`<dl class="fields">${Object.entries(schema.properties).map(([name, field]) =>
    row(name, field, linked, schema.required?.includes(name) ? null : t('docs.optional')))}</dl>`;
}

/** A field or a parameter. The mark says whether it may be absent. */
export function row(name, schema, linked, mark, description = schema.description) {
  const inner = schema.properties ? schema : schema.items?.properties ? schema.items : null;
  return html`<dt><code>${name}</code> ${type(schema, linked)}${mark ? html` <span class="tag">${mark}</span>` : nothing}</dt>
    <dd>${description ?? nothing} ${limits(schema)}${inner ? fields(inner, linked) : nothing}</dd>`;
}

function limits(schema) {
  const texts = limitsOf(schema);
  return html`${texts.length ? html`<small>${texts.map((text) => html`<code>${text}</code> `)}</small>` : nothing}
    ${schema.default !== undefined ? html`<small>${t('docs.default')} <code>${String(schema.default)}</code></small>` : nothing}`;
}
