import { html, nothing } from '../vendor.js';
import { compact } from '../model/format.js';
import { t } from '../texts/index.js';

/**
 * The columns of the sessions table in their order. `sort` is the first direction of a click on the heading; ages and
 * counts begin with the largest.
 */
export const COLUMNS = [
  { name: 'pid', cell: (s) => s.pid, numeric: true, sort: '' },
  { name: 'user', cell: (s) => s.user ?? '–', sort: '' },
  { name: 'application', cell: (s) => s.application || html`<span class="muted">${t('unnamed')}</span>`, sort: '' },
  { name: 'database', cell: (s) => s.database ?? '–', sort: '' },
  { name: 'client', cell: (s) => s.client ?? t('local'), sort: '' },
  { name: 'state', cell: (s) => state(s), sort: '' },
  { name: 'stateAgeSeconds', cell: (s) => compact(s.stateAgeSeconds), numeric: true, sort: '-' },
  { name: 'transactionAgeSeconds', cell: (s) => compact(s.transactionAgeSeconds), numeric: true, sort: '-' },
  { name: 'sessionAgeSeconds', cell: (s) => compact(s.sessionAgeSeconds), numeric: true, sort: '-' },
  { name: 'waitEvent', cell: (s) => wait(s), sort: '' },
  { name: 'blocks', cell: (s) => s.blocks || nothing, numeric: true, sort: '-' },
  { name: 'waitsFor', cell: (s) => waitsFor(s), sort: '-' },
  { name: 'class', cell: (s) => html`<span class="class c-${s.class}">${t(`class.${s.class}`)}</span>`, sort: '' },
  { name: 'guard', cell: (s) => (s.guard ? html`<span class="tag" title=${t('guard.hint', { guard: s.guard })}>${s.guard}</span>` : nothing), sort: '' },
];

/** The sort order while the address names none: the longest transaction first. */
export const DEFAULT_SORT = '-transactionAgeSeconds';

function state(session) {
  return session.state ? html`<span class="state st-${session.state.replaceAll(/\W+/g, '-')}">${session.state}</span>`
    : html`<span class="muted">${t('hidden')}</span>`;
}

function wait(session) {
  if (!session.waitEvent) {
    return nothing;
  }
  const full = [session.waitEventType, session.waitEvent].filter(Boolean).join(': ');
  return html`<span title=${full}>${session.waitEventType === 'Client' ? session.waitEvent : full}</span>`;
}

function waitsFor(session) {
  return session.waitsFor.map((pid) => (pid === 0 ? t('prepared') : pid)).join(', ');
}
