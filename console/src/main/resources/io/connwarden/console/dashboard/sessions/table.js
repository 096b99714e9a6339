import { html, nothing } from '../vendor.js';
import '../elements/virtual-rows.js';
import { update } from '../app/state.js';
import { setParams } from '../app/router.js';
import { compact } from '../model/format.js';
import { t } from '../texts/index.js';
import { COLUMNS, DEFAULT_SORT } from './columns.js';
import { cursorOf, rowsOf } from './rows.js';
import { setCurrent, toggleAll, toggleGroup, toggleSelected } from './select.js';

const ROW_HEIGHT = 28;
const CARD_HEIGHT = 74;
const NARROW = matchMedia('(max-width: 760px)');
NARROW.addEventListener('change', () => update());

/** The table of sessions. On a narrow screen each row is a card of two lines. */
export function sessionsTable(state) {
  const { rows } = rowsOf(state);
  const { target, route } = state;
  const cursor = cursorOf(state);
  return html`<cw-rows role="grid" tabindex="0" aria-multiselectable="true" class=${NARROW.matches ? 'cards' : ''}
    aria-label=${t('sessions.title')} aria-rowcount=${rows.length + 1} aria-colcount=${COLUMNS.length + 1}
    aria-activedescendant=${cursor >= 0 ? rowId(target.current) : nothing}
    .model=${{
      rows,
      cursor,
      rowHeight: NARROW.matches ? CARD_HEIGHT : ROW_HEIGHT,
      header: head(target, rows, route.sort ?? DEFAULT_SORT),
      row: (row, i) => (row.session ? sessionRow(row.session, i, target) : groupRow(row, i)),
      key: (row) => (row.session ? row.session.sessionId ?? `pid ${row.session.pid}` : `group ${row.group}`),
    }}></cw-rows>`;
}

function rowId(sessionId) {
  return `session-${sessionId}`;
}

function head(target, rows, sort) {
  const ids = rows.map((row) => row.session?.sessionId).filter(Boolean);
  const all = ids.length > 0 && ids.every((id) => target.selected.has(id));
  return html`<div class="grid-head grid-row" role="row" aria-rowindex="1">
    <span role="columnheader"><input type="checkbox" tabindex="-1" aria-label=${t('sessions.all')} .checked=${all}
      @change=${toggleAll}></span>${COLUMNS.map((column) => heading(column, sort))}</div>`;
}

function heading(column, sort) {
  const sorted = sort.replace('-', '') === column.name;
  const direction = sorted ? (sort.startsWith('-') ? 'descending' : 'ascending') : 'none';
  const next = !sorted ? column.sort + column.name : sort.startsWith('-') ? column.name : `-${column.name}`;
  return html`<span role="columnheader" aria-sort=${direction} class="h-${column.name} ${column.numeric ? 'num' : ''}"><button
    class="sort" tabindex="-1" title=${t(`column.${column.name}.title`)} @click=${() => setParams({ sort: next === DEFAULT_SORT ? null : next })}>${t(`column.${column.name}`)}${sorted ? (direction === 'descending' ? ' ↓' : ' ↑') : ''}</button></span>`;
}

function groupRow(row, i) {
  return html`<div class="grid-row group" role="row" aria-rowindex=${i + 2}><span role="gridcell"><button class="link"
    tabindex="-1" aria-expanded=${!row.closed} @click=${() => toggleGroup(row.group)}>${row.closed ? '▸' : '▾'}
    ${row.group || t('unnamed')} <b>${row.count}</b></button></span></div>`;
}

function sessionRow(session, i, target) {
  const selected = target.selected.has(session.sessionId);
  const current = session.sessionId !== null && target.current === session.sessionId;
  return html`<div class="grid-row ${current ? 'current' : ''}" role="row" id=${rowId(session.sessionId ?? `pid-${session.pid}`)}
    aria-rowindex=${i + 2} aria-selected=${selected} @click=${(event) => onClick(event, session)}
    @dblclick=${() => open(session)}>
    <span role="gridcell"><input type="checkbox" tabindex="-1" .checked=${selected} ?disabled=${!session.sessionId}
      title=${session.sessionId ? nothing : t('sessions.noId')}
      aria-label=${t('sessions.select', { pid: session.pid })} @change=${() => toggleSelected(session.sessionId)}></span>
    ${COLUMNS.map((column) => html`<span role="gridcell" class="d-${column.name} ${column.numeric ? 'num' : ''}">${column.cell(session)}</span>`)}
    <span role="gridcell" class="d-summary">${summary(session)}</span></div>`;
}

/** The ages of a card in words, since a card has no headings. */
function summary(session) {
  return [
    t('card.state', { age: compact(session.stateAgeSeconds) }),
    session.transactionAgeSeconds != null ? t('card.transaction', { age: compact(session.transactionAgeSeconds) }) : '',
    session.blocks ? t('card.blocks', { n: session.blocks }) : '',
    session.guard ?? '',
    session.waitsFor.length ? t('card.waits', { pids: session.waitsFor.join(', ') }) : '',
  ].filter(Boolean).join(' · ');
}

function onClick(event, session) {
  setCurrent(session);
  if (event.target.tagName !== 'INPUT' && (event.ctrlKey || event.metaKey)) {
    toggleSelected(session.sessionId);
  }
}

/** Shows all fields of a session. */
export function open(session) {
  update((it) => (it.dialog = { kind: 'session', session }));
}
