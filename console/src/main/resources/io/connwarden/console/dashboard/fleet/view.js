import { html, repeat, nothing } from '../vendor.js';
import { guardedButton, whyText } from '../actions/buttons.js';
import { openAction } from '../actions/flow.js';
import { pausedBand } from '../actions/paused-band.js';
import { obstacle } from '../actions/situation.js';
import { setParams } from '../app/router.js';
import { shape } from '../elements/icons.js';
import { ALL_TARGETS } from '../model/pause.js';
import { STATUSES } from '../model/status.js';
import { countByStatus } from '../model/trouble.js';
import { t } from '../texts/index.js';
import { unavailableBand } from '../access/unavailable.js';
import { fleetRow } from './row.js';
import { selectTargets } from './select.js';

const COLUMNS = ['status', 'target', 'slots', 'free', 'trend', 'suspect', 'alerts', 'mode', 'age'];

/** The page of all targets. */
export function fleetView(state) {
  const { fleet } = state;
  if (!fleet.loaded) {
    return html`<main id="main" class="fleet" aria-busy="true"><h1>${t('fleet.title')}</h1>
      ${fleet.problem ? unavailableBand(fleet.problem) : skeleton()}</main>`;
  }
  if (fleet.targets.size === 0) {
    return html`<main id="main" class="fleet"><h1>${t('fleet.title')}</h1>${noTargets()}</main>`;
  }
  const targets = selectTargets(state);
  return html`<main id="main" class="fleet">
    <div class="bar"><h1>${t('fleet.title')}</h1>${statusFilter(state)}${search(state)}${pauseButton(state)}</div>
    ${fleet.problem ? unavailableBand(fleet.problem) : nothing}
    ${fleet.pauses.map((pause) => pausedBand(state, pause))}
    ${targets.length === 0 ? noMatch() : list(targets, state)}</main>`;
}

function statusFilter(state) {
  const counts = countByStatus([...state.fleet.targets.values()]);
  const chosen = state.route.status ?? '';
  const button = (status, content) => html`<button class="chip" aria-pressed=${chosen === status}
    @click=${() => setParams({ status: chosen === status ? null : status })}>${content}</button>`;
  return html`<div class="chips" role="group" aria-label=${t('fleet.filter.status')}>
    ${button('', html`${t('fleet.all')} <b>${state.fleet.targets.size}</b>`)}
    ${STATUSES.filter((status) => counts[status]).map((status) => button(status,
      html`${shape(status)} ${t(`status.${status}`)} <b>${counts[status]}</b>`))}</div>`;
}

/** The button of a pause of all targets, or of those with some labels. */
function pauseButton(state) {
  const why = obstacle(state, 'pause');
  return html`<span class="fleet-pause">${guardedButton('pause-all', t('fleet.pause'), why, 'fleet.pause.title',
    () => openAction('pause', ALL_TARGETS))}${whyText([why])}</span>`;
}

function search(state) {
  return html`<input class="search" id="filter" type="search" .value=${state.route.q ?? ''}
    placeholder=${t('fleet.search')} aria-label=${t('fleet.search')}
    @input=${(event) => setParams({ q: event.target.value })}>`;
}

function list(targets, state) {
  const cursor = Math.min(state.fleet.cursor, targets.length - 1);
  return html`<div class="fleet-list" role="table" aria-label=${t('fleet.title')} aria-rowcount=${targets.length + 1}>
    <div class="fleet-row head" role="row">${COLUMNS.map((name) =>
      html`<span role="columnheader" class="c-${name}">${t(`fleet.column.${name}`)}</span>`)}</div>
    ${repeat(targets, (target) => target.id, (target, i) => fleetRow(target, i === cursor))}</div>
    <p class="muted count" role="status">${t('fleet.count', { shown: targets.length, all: state.fleet.targets.size })}</p>`;
}

function skeleton() {
  return html`<p class="visually-hidden" role="status">${t('loading')}</p>
    <div class="skeletons" aria-hidden="true">${Array.from({ length: 12 }, () => html`<div class="skeleton"></div>`)}</div>`;
}

function noTargets() {
  return html`<section class="notice"><h2>${t('fleet.empty.title')}</h2><p>${t('fleet.empty.do')}</p>
    <pre><code>connwarden:
  targets:
    - id: orders-db
      url: jdbc:postgresql://orders-db.internal:5432/postgres
      user: connwarden_monitor
      password-file: /etc/connwarden/orders-db.password</code></pre>
    <p class="muted">${t('fleet.empty.wait')}</p></section>`;
}

function noMatch() {
  return html`<section class="notice"><h2>${t('fleet.nomatch.title')}</h2>
    <button @click=${() => setParams({ q: null, status: null })}>${t('filter.clear')}</button></section>${nothing}`;
}
