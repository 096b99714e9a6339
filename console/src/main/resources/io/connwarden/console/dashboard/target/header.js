import { html, nothing } from '../vendor.js';
import { actionButtons } from '../actions/buttons.js';
import { captured } from '../elements/age.js';
import { statusBadge } from '../elements/icons.js';
import { slotBar } from '../elements/slot-bar.js';
import { duration, percent } from '../model/format.js';
import { intervalOf } from '../model/freshness.js';
import { leakSuspect } from '../model/leak.js';
import { freeSlots, hasCounts } from '../model/slots.js';
import { t } from '../texts/index.js';

/** The head of a target page: status with its reason, slots, key figures, actions. */
export function targetHeader(state) {
  const { target } = state;
  const { health } = target.info;
  return html`<header class="target-head">
    <div class="title"><h1>${target.id}</h1>${statusBadge(health.status)}
      <span class="muted">${server(health)}</span>
      ${captured(target.info, health.lastCheck, intervalOf(target.trend))}</div>
    <p class="reason">${health.reason}</p>
    ${advice(health)}
    <dl class="figures">${figures(health)}</dl>
    ${actionButtons(state)}</header>`;
}

function server(health) {
  const version = health.serverVersion ? `PostgreSQL ${health.serverVersion}` : '';
  return [version, health.inRecovery ? t('standby') : ''].filter(Boolean).join(' · ');
}

function advice(health) {
  return health.recommendations.length === 0 ? nothing : html`<details class="advice" ?open=${false}>
    <summary>${health.recommendations[0]}${more(health.recommendations.length - 1)}</summary>
    <ul>${health.recommendations.slice(1).map((each) => html`<li>${each}</li>`)}</ul></details>`;
}

function more(n) {
  return n > 0 ? html` <span class="muted">${t('more', { n })}</span>` : nothing;
}

function figures(health) {
  if (!hasCounts(health)) {
    return nothing;
  }
  const suspect = leakSuspect(health);
  const limit = health.connectionLimits?.[0];
  return html`
    ${figure('slots', html`${health.totalConnections} / ${health.usableConnections}
      <small>${percent(health.slotUtilizationPercentage)}</small>
      <span class="head-slots">${slotBar(health)}</span>`)}
    ${figure('free', freeSlots(health), freeSlots(health) === 0)}
    ${figure('zombies', health.zombieConnections)}
    ${figure('stuck', health.stuckTransactions, health.stuckTransactions > 0)}
    ${figure('locks', health.waitingOnLockConnections)}
    ${figure('oldest', health.oldestTransactionSeconds ? duration(health.oldestTransactionSeconds) : '–')}
    ${suspect ? figure('suspect', html`${suspect.application} <small>${suspect.total}</small>`, true) : nothing}
    ${limit ? figure('limit', html`${limit.name} <small>${limit.sessions} / ${limit.limit}</small>`,
      limit.utilizationPercentage > 80) : nothing}`;
}

function figure(name, value, warn = false) {
  return html`<div class="f-${name} ${warn ? 'warn' : ''}"><dt>${t(`figure.${name}`)}</dt><dd>${value}</dd></div>`;
}
