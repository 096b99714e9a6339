import { html, nothing, live } from '../vendor.js';
import { BASE, urlOf } from '../api/client.js';
import { copyText } from '../app/clipboard.js';
import { setParams } from '../app/router.js';
import { selectionButtons } from '../actions/buttons.js';
import { curlOfRead, sqlOfSessions } from '../model/copy.js';
import { FILTERS, valuesOf } from '../model/filters.js';
import { exportSamples, openFile } from '../target/file.js';
import { t } from '../texts/index.js';
import { COLUMNS, DEFAULT_SORT } from './columns.js';

const SELECTS = ['state', 'application', 'user', 'database', 'class'];
const GROUPS = ['application', 'user', 'database', 'client', 'state', 'class'];

/** The filters, the order and the actions of the sessions table. */
export function toolbar(state) {
  const { route, target } = state;
  const { items } = target.sessions;
  return html`<div class="toolbar">
    <input class="search" id="filter" type="search" .value=${live(route.q ?? '')} placeholder=${t('sessions.search')}
      aria-label=${t('sessions.search')} @input=${(event) => setParams({ q: event.target.value })}>
    <details class="filters" ?open=${wide()}><summary>${t('filter.title')}${chosen(route)}</summary><div>
      ${SELECTS.map((name) => valueSelect(name, items, route))}
      ${select('blocked', route.blocked, [['true', t('filter.blocked')], ['false', t('filter.free')]], t('filter.blocking'))}
      ${select('group', route.group, GROUPS.map((name) => [name, t(`column.${name}`)]), t('filter.group'))}
      ${sortSelect(route)}
      ${FILTERS.some((name) => route[name]) ? html`<button @click=${clear}>${t('filter.clear')}</button>` : nothing}
    </div></details>
    <div class="below">${selectionButtons(state)}<span class="copy">${t('copy.as')}
      <button class="link" @click=${() => copyText(curl(target.id, route))}>curl</button>
      <button class="link" @click=${() => copyText(sqlOfSessions(route))}>SQL</button>
      ${samplesButtons()}</span></div></div>`;
}

function samplesButtons() {
  const choose = (event) => event.target.parentElement.querySelector('#samples-file').click();
  const open = ({ target: input }) => {
    if (input.files.length > 0) {
      openFile(input.files[0]);
      input.value = '';
    }
  };
  return html`<span class="muted">·</span> ${t('samples.title')}
    <button class="link" id="samples-export" @click=${exportSamples}>${t('samples.export')}</button>
    <button class="link" @click=${choose}>${t('samples.open')}</button>
    <input type="file" id="samples-file" hidden accept=".jsonl,.json" aria-label=${t('samples.open')} @change=${open}>`;
}

function wide() {
  return innerWidth > 760;
}

function chosen(route) {
  const n = FILTERS.filter((name) => name !== 'q' && route[name]).length;
  return n ? html` <b>${n}</b>` : nothing;
}

function valueSelect(name, items, route) {
  const values = valuesOf(items, name).map(([value, n]) => [value, `${name === 'class' ? t(`class.${value}`) : value} (${n})`]);
  const known = !route[name] || values.some(([value]) => value === route[name]);
  return select(name, route[name], known ? values : [[route[name], `${route[name]} (0)`], ...values], t(`filter.${name}`));
}

function select(name, value, options, label) {
  return html`<label class="select ${value ? 'set' : ''}"><span class="visually-hidden">${label}</span>
    <select data-filter=${name} @change=${(event) => setParams({ [name]: event.target.value })}>
      <option value="" ?selected=${!value}>${label}</option>
      ${options.map(([option, text]) => html`<option value=${option} ?selected=${option === value}>${text}</option>`)}
    </select></label>`;
}

function sortSelect(route) {
  const sort = route.sort ?? DEFAULT_SORT;
  const options = COLUMNS.flatMap((column) => [`-${column.name}`, column.name]);
  return html`<label class="select"><span class="visually-hidden">${t('filter.sort')}</span>
    <select id="sort" @change=${(event) => setParams({ sort: event.target.value === DEFAULT_SORT ? null : event.target.value })}>
      ${options.map((option) => html`<option value=${option} ?selected=${option === sort}>${t(`column.${option.replace('-', '')}`)} ${option.startsWith('-') ? '↓' : '↑'}</option>`)}
    </select></label>`;
}

function clear() {
  setParams(Object.fromEntries(FILTERS.map((name) => [name, null])));
}

function curl(target, route) {
  const query = Object.fromEntries([...FILTERS, 'sort', 'at'].map((name) => [name, route[name]]));
  return curlOfRead(urlOf(new URL(`targets/${encodeURIComponent(target)}/sessions`, BASE).href, query));
}
