import { html, nothing } from '../vendor.js';
import { setParams } from '../app/router.js';
import { openAction, openPlan } from '../actions/flow.js';
import { timeOfDate, roughly, timeOfDay } from '../model/format.js';
import { t } from '../texts/index.js';
import { release } from './time.js';
import { scrubber } from './scrubber.js';

/** The band of a pause, with its author and its reason. */
export function pauseBand(state) {
  const paused = state.target.info.paused;
  if (!paused) {
    return nextPauseBand(state.target.info.nextPause);
  }
  const end = paused.until ? t('paused.until', { time: timeOfDate(paused.until) }) : t('paused.open');
  return html`<div class="band paused" role="status"><b>${end}</b>
    <span>${t('paused.by', { name: paused.requestedBy ?? '?', reason: paused.reason ?? '–' })}</span>
    <button @click=${() => openAction('resume')}>${t('action.resume')}</button></div>`;
}

/** The band of a recurring pause between two of its times. */
function nextPauseBand(next) {
  return next ? html`<div class="band scheduled" role="status">
    <b>${t('paused.next', { from: timeOfDate(next.from), until: timeOfDate(next.until) })}</b>
    <span>${t('paused.by', { name: next.requestedBy, reason: next.reason })}</span></div>` : nothing;
}

/** The bands of plans that wait for an approval. */
export function plansBand(state) {
  return state.target.plans.filter((plan) => plan.rule !== 'COMMAND').map((plan) => html`
    <div class="band plan" role="status"><b>${t('plan.waits', { rule: plan.rule, n: plan.sessions })}</b>
      <span>${t('plan.expires', { time: timeOfDay(plan.expiresAt) })}</span>
      <button @click=${() => openPlan('execute', plan)}>${t('plan.approve')}</button>
      <button @click=${() => openPlan('reject', plan)}>${t('plan.reject')}</button></div>`);
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
