import { html, nothing } from '../vendor.js';
import { t } from '../texts/index.js';
import { copyable } from './copyable.js';
import { row, type } from './schema-view.js';

/** An operation: how it is called, what it accepts, and what it answers. */
export function operationView(operation, linked) {
  const { id, method, path, summary, description, scopes, parameters, body, responses, curl } = operation;
  const failures = responses.filter(({ status }) => status >= '400');
  return html`<article class="card" id=${id}><h3><a href="#${id}"><span class="verb ${method}">${method}</span> <code>${path}</code></a></h3>
    <p>${summary}${description ? html` ${description}` : nothing}</p>
    <p class="muted">${scopes.length ? html`${t('docs.scope')} ${scopes.map((scope, i) => html`${i ? ` ${t('docs.or')} ` : ''}<b class="tag">${scope}</b>`)}`
      : t('docs.public')}</p>
    ${copyable(curl)}
    ${parameters.length ? html`<h4>${t('docs.parameters')}</h4><dl class="fields">${parameters.map((it) =>
      row(it.in === 'query' ? it.name : `${it.name} (${it.in})`, it.schema, linked, it.required ? t('docs.required') : null, it.description))}</dl>` : nothing}
    ${body ? html`<h4>${t('docs.body')}</h4><p>${type(body, linked)}</p>` : nothing}
    <h4>${t('docs.answers')}</h4>${answers(responses.filter(({ status }) => status < '400'), linked)}
    <details><summary>${t('docs.errors', { statuses: failures.map(({ status }) => status).join(', ') })}</summary>
      ${answers(failures, linked)}</details></article>`;
}

function answers(responses, linked) {
  return html`<dl class="fields answers">${responses.map(({ status, description, headers, contents }) =>
    html`<dt><code>${status}</code></dt><dd>${description} ${contents.map(({ type: media, schema }) =>
      html`<small><code>${media}</code> ${type(schema, linked)} </small>`)}
      ${headers.length ? html`<small>${t('docs.headers')} ${headers.map((name) => html`<code>${name}</code> `)}</small>` : nothing}</dd>`)}</dl>`;
}
