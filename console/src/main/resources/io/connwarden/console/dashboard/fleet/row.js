import { guard, html, nothing } from '../vendor.js';
import { addressOf, follow } from '../app/router.js';
import { shape, statusBadge } from '../elements/icons.js';
import { slotBar } from '../elements/slot-bar.js';
import { sparkline } from '../elements/sparkline.js';
import { freshness } from '../model/freshness.js';
import { hourAndMinute, roughly } from '../model/format.js';
import { leakSuspect } from '../model/leak.js';
import { freeSlots, hasCounts } from '../model/slots.js';
import { statusOfSeverity } from '../model/status.js';
import { t, language } from '../texts/index.js';

/** A row of the fleet. It is rendered again only if its content changed. */
export function fleetRow(target, current) {
  const age = roughly(target.age);
  return guard([target.source, target.alerts, target.watching, age, current, language()], () => row(target, age, current));
}

function row(target, age, current) {
  const { health } = target;
  const params = { target: target.id };
  return html`<a class="fleet-row s-${health.status}" role="row" href=${addressOf(params)} ?data-current=${current}
    @click=${(event) => follow(event, params)}>
    <span role="cell" class="c-status">${statusBadge(health.status)}</span>
    <span role="cell" class="c-target"><b>${target.id}</b> <small class="second">${server(health)}</small></span>
    <span role="cell" class="c-slots">${slotBar(health)}<span class="num">${taken(health)}</span></span>
    <span role="cell" class="c-free num">${freeSlots(health) ?? '–'}<span class="unit"> ${t('fleet.free')}</span></span>
    <span role="cell" class="c-trend">${sparkline(target.curve ?? [])}</span>
    <span role="cell" class="c-suspect">${suspect(health)}</span>
    <span role="cell" class="c-alerts">${alerts(target.alerts)}</span>
    <span role="cell" class="c-mode">${mode(target)}</span>
    <span role="cell" class="c-age age ${freshness(target.age)}">${t('age.ago', { age })}</span></a>`;
}

function server(health) {
  return [health.serverVersion, health.inRecovery ? t('standby') : ''].filter(Boolean).join(' · ');
}

function taken(health) {
  return hasCounts(health) ? t('slots.of', { taken: health.totalConnections, usable: health.usableConnections }) : '–';
}

function suspect(health) {
  const found = leakSuspect(health);
  return found ? html`<span class="suspect">${found.application}
    <small class="second">${t('fleet.unused', { unused: found.unused, total: found.total })}</small></span>` : nothing;
}

function alerts(all) {
  if (all.length === 0) {
    return nothing;
  }
  const worst = all.some((alert) => alert.severity === 'CRITICAL') ? 'CRITICAL' : all[0].severity;
  const names = all.map((alert) => alert.name).join(', ');
  return html`<span class="alerts" title=${names}>${shape(statusOfSeverity(worst))} ${all.length}
    <small class="second">${all.find((alert) => alert.severity === worst).name}${all.length > 1 ? ' …' : ''}</small></span>`;
}

function mode(target) {
  if (target.paused) {
    const until = target.paused.until ? t('paused.until', { time: hourAndMinute(target.paused.until) }) : t('paused');
    return html`<span class="tag paused" title=${target.paused.reason ?? ''}>${until}</span>`;
  }
  return target.watching ? html`<span class="tag" title=${t('watching.hint')}>${t('watching')}</span>` : nothing;
}
