import { html, svg, nothing } from '../vendor.js';
import { setParams } from '../app/router.js';
import { duration } from '../model/format.js';
import { hasCounts } from '../model/slots.js';
import { t } from '../texts/index.js';
import { emptyPanel, panel } from './panel.js';

/** The applications with their sessions; a click filters the table. */
export function applicationsPanel(state) {
  const items = itemsOf(state.target);
  const most = Math.max(1, ...items.map((each) => each.total));
  return panel('applications', t('applications.title'), items.length === 0
    ? emptyPanel(t(hasCounts(state.target.info.health) ? 'applications.empty' : 'slots.unknown'))
    : html`<ul class="applications">${items.map((each) => row(each, most, state))}</ul>`);
}

/** Without the route of applications, the health message names the largest ones. */
function itemsOf(target) {
  return target.applications?.items ?? target.info.health.topApplications.map((each) => ({ ...each,
    active: Math.max(0, each.total - each.idle - each.idleInTransaction) }));
}

function row(each, most, state) {
  const name = each.application ?? '';
  const chosen = state.route.application === name && name !== '';
  return html`<li><button class="application" aria-pressed=${chosen}
    @click=${() => setParams({ application: chosen ? null : name })}>
    <span class="name">${name || t('unnamed')} ${each.user ? html`<small>${each.user}</small>` : nothing}</span>
    <span class="num">${each.total}</span>
    ${bar(each, most)}
    <small class="detail">${detail(each)}</small></button></li>`;
}

function bar(each, most) {
  const parts = [['active', each.active], ['transaction', each.idleInTransaction],
    ['idle', Math.max(0, each.idle - each.zombie)], ['zombie', each.zombie]];
  let x = 0;
  return html`<svg class="slots" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    ${parts.map(([kind, count]) => {
    const width = (count / most) * 100;
    const part = svg`<rect class="k-${kind}" x=${x} width=${width} height="10"/>`;
    x += width;
    return part;
  })}</svg>`;
}

function detail(each) {
  const counts = [['active', each.active], ['transaction', each.idleInTransaction], ['idle', each.idle],
    ['zombie', each.zombie]].filter(([, n]) => n > 0).map(([kind, n]) => t(`count.${kind}`, { n }));
  const oldest = each.longestTransactionSeconds
    ? [t('applications.oldest', { age: duration(each.longestTransactionSeconds) })] : [];
  return [...counts, ...oldest].join(' · ');
}
