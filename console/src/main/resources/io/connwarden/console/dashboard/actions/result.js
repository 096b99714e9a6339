import { html, nothing } from '../vendor.js';
import { groupReports, splitResult } from '../model/commands.js';
import { duration, percent, timeOfDate, timeOfDay } from '../model/format.js';
import { openSamplesOf } from '../target/file.js';
import { t } from '../texts/index.js';

const NAMED = ['TERMINATE', 'CANCEL'];

/**
 * The result of an action or of its dry run: the ended and the spared sessions, with reasons.
 *
 * @param {object} event with the result as data
 * @param {boolean} past false for a preview
 */
export function resultView(event, past) {
  const { data } = event;
  if (!data) {
    return html`<p>${t('result.running')}</p>`;
  }
  const { goes, stays } = splitResult(data);
  return html`<div class="result">${past ? heading(data) : nothing}
    ${part(t(countKey(data, past), { n: goes.length }), goes, 'goes', data)}
    ${stays.length ? part(t('result.spared', { n: stays.length }), stays, 'stays', data) : nothing}
    ${event.approval ? approval(event.approval) : nothing}
    ${past ? effect(data) : expiry(data)}${past && event.samples ? samplesButton(event) : nothing}</div>`;
}

function countKey(data, past) {
  return past && !data.dryRun ? 'result.ended' : 'result.would';
}

function heading(data) {
  return html`<p><span class="tag outcome-${data.outcome}">${t(`outcome.${data.outcome}`)}</span>
    ${data.dryRun ? html`<span class="tag">${t('dryrun')}</span>` : nothing}
    <b>${[data.decision.rule, data.action].filter(Boolean).join(' ')}</b> ${data.decision.reason}
    ${data.finishedAt ? html`<span class="muted">${timeOfDate(data.finishedAt)}</span>` : nothing}</p>`;
}

function part(title, reports, name, data) {
  if (reports.length === 0) {
    return html`<p class="none"><b>${title}</b> ${name === 'goes' ? data.decision.reason : ''}</p>`;
  }
  return html`<section class="reports ${name}"><h3>${title}</h3>${groupReports(reports).map(group)}</section>`;
}

function group(each) {
  const first = each.sessions[0];
  return html`<details><summary><b class="num">${each.sessions.length}</b>
    <span class="tag o-${each.outcome}">${t(`session.${each.outcome}`)}</span>
    <span class="name">${each.application || t('unnamed')}</span>
    <small>${first.reason}${each.sessions.length > 1 ? ' …' : ''}</small></summary>
    <ul>${each.sessions.map((report) => html`<li><span class="num">${report.pid}</span> ${report.user ?? ''}
      ${report.database ? `· ${report.database}` : ''} <span class="muted">${report.state ?? ''}
      ${duration(report.stateAgeSeconds)}</span> ${report.reason}</li>`)}</ul></details>`;
}

/** An action that waits for a second token. */
function approval(detail) {
  return html`<p class="waits" role="status"><b>${t('result.approval')}</b> ${detail}</p>`;
}

function effect(data) {
  return data.before && data.after ? html`<p class="muted">${t('result.effect', {
    before: `${t(`status.${data.before.status}`)} ${percent(data.before.slotUtilizationPercentage)}`,
    after: `${t(`status.${data.after.status}`)} ${percent(data.after.slotUtilizationPercentage)}` })}</p>` : nothing;
}

function samplesButton({ id }) {
  return html`<p><button @click=${() => openSamplesOf(id)}>${t('result.samples')}</button></p>`;
}

/** Until when the preview is carried out as it is. Named sessions are ended without the plan, also if they were used. */
function expiry({ action, plan }) {
  return plan && !NAMED.includes(action) ? html`<p class="muted">${t('preview.expiry', { time: timeOfDay(plan.expiresAt) })}</p>` : nothing;
}
