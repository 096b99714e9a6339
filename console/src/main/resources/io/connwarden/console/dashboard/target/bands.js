import { html, nothing } from '../vendor.js';
import { setParams } from '../app/router.js';
import { guardedButton, whyText } from '../actions/buttons.js';
import { openPlan, openResult } from '../actions/flow.js';
import { pausedBand } from '../actions/paused-band.js';
import { planObstacle } from '../actions/situation.js';
import { awaitsApproval } from '../model/availability.js';
import { timeOfDate, roughly, timeOfDay } from '../model/format.js';
import { t } from '../texts/index.js';
import { release } from './time.js';
import { scrubber } from './scrubber.js';

/** The band of the pause that holds, or else of the next time of a recurring one. */
export function pauseBand(state) {
  const { paused, nextPause } = state.target.info;
  return paused || nextPause ? pausedBand(state, paused ?? nextPause) : nothing;
}

/** The bands of plans that wait for an approval: of rules in mode ask, and of actions that need a second token. */
export function plansBand(state) {
  return state.target.plans.filter(awaitsApproval).map((plan) => planBand(state, plan));
}

function planBand(state, plan) {
  const [execute, reject] = ['execute', 'reject'].map((verb) => planObstacle(state, verb, plan));
  const title = plan.rule === 'COMMAND' ? t('plan.requested.waits', { name: plan.requestedBy ?? '?', n: plan.sessions })
    : t('plan.waits', { rule: plan.rule, n: plan.sessions });
  return html`<div class="band plan" role="status"><b>${title}</b>
    <span>${t('plan.expires', { time: timeOfDay(plan.expiresAt) })}</span>
    <button @click=${() => openResult(plan.actionId)}>${t('plan.show')}</button>
    ${guardedButton('approve', t('plan.approve'), execute, 'plan.execute.title', () => openPlan('execute', plan))}
    ${guardedButton('reject', t('plan.reject'), reject, 'plan.reject.title', () => openPlan('reject', plan))}
    ${whyText([execute, reject])}</div>`;
}

/** The band of a view that does not show the present: held, or a sample of the past. */
export function timeBand(state) {
  const { target, route } = state;
  if (route.at && target.file) {
    const { name, target: id, incomplete } = target.file;
    return html`<div class="band past" role="status"><b>${t('file.band', { name, target: id, time: timeOfDate(route.at) })}</b>
      ${incomplete ? html`<span>${t('file.incomplete')}</span>` : nothing}
      ${scrubber(state)}<button @click=${() => setParams({ at: null })}>${t('file.close')}</button></div>`;
  }
  if (route.at) {
    const age = roughly((Date.now() - Date.parse(route.at)) / 1000);
    return html`<div class="band past" role="status"><b>${t('past.band', { time: timeOfDate(route.at), age })}</b>
      ${scrubber(state)}<button @click=${() => setParams({ at: null })}>${t('past.return')}</button></div>`;
  }
  return target.held ? html`<div class="band past" role="status">
    <b>${t('held.band', { time: timeOfDay(target.sessions?.capturedAt ?? Date.now()) })}</b>
    <button @click=${release}>${t('held.release')}</button></div>` : nothing;
}
