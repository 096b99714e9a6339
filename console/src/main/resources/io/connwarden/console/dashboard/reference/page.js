import { html, nothing } from '../vendor.js';
import { NAMES, language, t } from '../texts/index.js';
import { channelView } from './channel-view.js';
import { operationView } from './operation-view.js';
import { schemaView } from './schema-view.js';

/** The page: head, list of contents, and the content that the search selects. */
export function page(view, on) {
  return html`<a class="skip" href="#main">${t('nav.skip')}</a>${head(on)}
    ${view.problem ? html`<main id="main"><p class="problem" role="alert">${t('docs.failed', { cause: view.problem })}</p></main>`
      : content(view, on)}`;
}

function head(on) {
  const others = Object.entries(NAMES).filter(([code]) => code !== language());
  return html`<header class="top"><nav aria-label=${t('nav.title')}><a class="brand" href="./"><svg viewBox="0 0 32 32"
      aria-hidden="true"><rect class="mark-bg" width="32" height="32" rx="7"/><path class="mark-fg"
      d="M6 8h20v4H6zM6 14h14v4H6zM6 20h8v4H6z"/><path class="mark-limit" d="M25 13v12"/></svg>Connwarden</a>
      <span class="crumb">${t('docs.title')}</span></nav>
    <div class="tools">${others.map(([code, name]) =>
      html`<button class="plain" lang=${code} @click=${() => on.language(code)}>${name}</button>`)}</div></header>`;
}

function content(view, on) {
  const word = view.search.trim().toLowerCase();
  const has = (...texts) => texts.some((text) => text?.toLowerCase().includes(word));
  const groups = view.groups.map((group) => ({ ...group,
    operations: group.operations.filter((it) => has(it.path, it.summary, it.id, it.method)) })).filter((it) => it.operations.length);
  const channels = view.channels.filter((it) => has(it.address, it.title, it.description));
  const schemas = view.schemas.filter((it) => has(it.name));
  const linked = new Set(view.schemas.map((it) => it.name));
  const isEmpty = !groups.length && !channels.length && !schemas.length;
  return html`<div class="reference"><nav class="contents" aria-label=${t('docs.contents')}>
      <label>${t('docs.search')}<input type="search" .value=${view.search} @input=${(event) => on.search(event.target.value)}></label>
      <details ?open=${matchMedia('(min-width: 900px)').matches}><summary>${t('docs.contents')}</summary>
        ${groups.map((group) => html`<h2>${group.name}</h2><ul>${group.operations.map((it) =>
          html`<li><a href="#${it.id}"><span class="verb ${it.method}">${it.method}</span>${shortPath(it.path)}</a></li>`)}</ul>`)}
        ${channels.length ? html`<h2>${t('docs.topics')}</h2><ul>${channels.map((it) =>
          html`<li><a href="#topic-${it.id}">${it.address}</a></li>`)}</ul>` : nothing}
        ${schemas.length ? html`<h2>${t('docs.schemas')}</h2><ul>${schemas.map((it) =>
          html`<li><a href="#schema-${it.name}">${it.name}</a></li>`)}</ul>` : nothing}</details></nav>
    <main id="main"><h1>${view.info.title} ${t('docs.title')}</h1><p class="lead">${view.info.description}</p>
      <p>${t('docs.files')} <a href="api/v1/openapi.json">openapi.json</a> · <a href="api/v1/asyncapi.yaml">asyncapi.yaml</a></p>
      ${isEmpty ? html`<p class="empty">${t('docs.nothing', { text: view.search })}</p>` : nothing}
      ${groups.map((group) => html`<section class="group"><h2>${group.name}</h2><p class="muted">${group.description}</p>
        ${group.operations.map((it) => operationView(it, linked))}</section>`)}
      ${channels.length ? html`<section class="group"><h2>${t('docs.topics')}</h2><p class="muted">${t('docs.topics.text')}</p>
        ${channels.map((it) => channelView(it, linked))}</section>` : nothing}
      ${schemas.length ? html`<section class="group"><h2>${t('docs.schemas')}</h2>
        ${schemas.map((it) => schemaView(it, linked))}</section>` : nothing}</main></div>`;
}

function shortPath(path) {
  return path.replace('/api/v1/', '');
}
