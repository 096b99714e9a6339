import { html, nothing } from '../vendor.js';
import { copyText } from '../app/clipboard.js';
import { sqlOfAction } from '../model/copy.js';
import { duration, timeOfDate } from '../model/format.js';
import { t } from '../texts/index.js';
import { COLUMNS } from './columns.js';

/** All fields of one session. */
export function sessionDetail({ session }) {
  const rows = [...COLUMNS.map((column) => [t(`column.${column.name}`), column.cell(session)]),
    [t('detail.start'), session.backendStart ? timeOfDate(session.backendStart) : ''],
    [t('detail.query'), duration(session.queryAgeSeconds)]];
  return html`<h2>${t('detail.title', { pid: session.pid })}</h2>
    <dl class="detail">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value === nothing || value === '' ? '–' : value}</dd>`)}</dl>
    ${session.guard ? html`<p>${t('guard.hint', { guard: session.guard })}</p>` : nothing}
    ${session.sessionId ? html`<p class="copy">${t('copy.as')} <button class="link"
      @click=${() => copyText(sqlOfAction('terminate', { sessions: [session] }))}>SQL</button></p>`
    : html`<p class="muted">${t('sessions.noId')}</p>`}`;
}
