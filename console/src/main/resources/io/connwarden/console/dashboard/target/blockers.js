import { html, nothing } from '../vendor.js';
import { update } from '../app/state.js';
import { sqlOfRollback } from '../model/copy.js';
import { duration } from '../model/format.js';
import { t } from '../texts/index.js';
import { emptyPanel, panel, problemPanel } from './panel.js';

/** The sessions that block others, as trees: each session stands above those that wait for it. */
export function blockersPanel(state) {
  const { blockers, problems, info } = state.target;
  const title = t('blockers.title');
  if (problems.blockers && !blockers) {
    return panel('blockers', title, problemPanel(problems.blockers));
  }
  const roots = blockers?.items ?? [];
  return panel('blockers', title, html`${roots.length === 0 ? emptyPanel(t('blockers.empty'))
    : html`<ul class="tree">${roots.map(node)}</ul>`}${prepared(info.health)}`);
}

function node(each) {
  return html`<li><span class="tree-row">${name(each)}
    <span class="muted">${[each.pid === 0 ? '' : each.label, each.application, each.user, each.state].filter(Boolean).join(' · ')}</span>
    <span class="num">${duration(each.transactionAgeSeconds)}</span>
    ${each.waiting.length ? html`<b class="waits">${t('blockers.waiting', { n: sizeOf(each) - 1 })}</b>` : nothing}</span>
    ${each.waiting.length ? html`<ul>${each.waiting.map(node)}</ul>` : nothing}</li>`;
}

function name(each) {
  return each.pid === 0 ? html`<b>${t('prepared')}</b>` : each.label ? each.pid : html`<button class="link" @click=${() => show(each)}>${each.pid}</button>`;
}

function show(each) {
  update((it) => (it.target.current = each.sessionId));
  document.querySelector('cw-rows')?.focus();
}

function sizeOf(each) {
  return 1 + each.waiting.reduce((sum, child) => sum + sizeOf(child), 0);
}

/** Prepared transactions hold locks without a session. */
function prepared(health) {
  const { oldest = [] } = health.preparedTransactions ?? {};
  return oldest.map((each) => html`<p class="prepared">${t('prepared.line', { gid: each.gid,
    database: each.database ?? '?', age: duration(each.ageSeconds) })}
    <code>${sqlOfRollback(each.gid)}</code></p>`);
}
