import { html, nothing } from '../vendor.js';
import { captured } from '../elements/age.js';
import { intervalOf } from '../model/freshness.js';
import { hasCounts } from '../model/slots.js';
import { t } from '../texts/index.js';
import { emptyPanel, panel, problemPanel } from '../target/panel.js';
import { rowsOf } from './rows.js';
import { sessionsTable } from './table.js';
import { toolbar } from './toolbar.js';

/** The sessions of a target with filters, selection and actions. */
export function sessionsPanel(state) {
  const { target } = state;
  const title = t('sessions.title');
  if (!target.sessions) {
    const { sessions: problem } = target.problems;
    return panel('sessions', title, problem ? problemPanel(problem) : emptyPanel(t('loading')));
  }
  const { matching } = rowsOf(state);
  return panel('sessions', title, html`${toolbar(state)}${content(target, matching, state)}`, facts(state, matching));
}

function content(target, matching, state) {
  if (target.sessions.items.length === 0) {
    return emptyPanel(t(hasCounts(target.info.health) ? 'sessions.empty' : 'slots.unknown'));
  }
  return matching === 0 ? emptyPanel(t('sessions.nomatch')) : sessionsTable(state);
}

function facts(state, matching) {
  const { sessions, trend } = state.target;
  return html`<span class="muted">${t('sessions.count', { matching, total: sessions.total })}
    ${sessions.omitted ? html`<b>${t('sessions.omitted', { n: sessions.omitted })}</b>` : nothing}</span>
    ${state.route.at ? nothing : captured(sessions, sessions.capturedAt, intervalOf(trend))}`;
}
