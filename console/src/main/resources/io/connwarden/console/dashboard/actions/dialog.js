import { html, nothing } from '../vendor.js';
import { BASE } from '../api/client.js';
import { copyText } from '../app/clipboard.js';
import { curlOfAction, kcatOfAction, sqlOfAction } from '../model/copy.js';
import { ALL_TARGETS, pauseFault } from '../model/pause.js';
import { t } from '../texts/index.js';
import { closeDialog, decidePlan, execute, isFixed, needsReason, selectsSessions, setReason } from './flow.js';
import { parameters } from './parameters.js';
import { pauseEffect, resumeEffect } from './pause-effect.js';
import { problemText } from './problem.js';
import { resultView } from './result.js';

/** The dialog of an action: values, preview, reason, execution, result. */
export function actionDialog(dialog, state) {
  const { action, step } = dialog;
  return html`<h2 tabindex="-1">${t(`action.${action}.heading`, { target: nameOf(dialog), n: dialog.values.sessions.length })}</h2>
    <p class="muted">${t(`action.${action}.title`)}</p>
    ${step === 'done' ? resultView(dialog.result, true) : form(dialog, state)}`;
}

function nameOf({ target, values: { pause, paused } }) {
  const isPart = pause?.scope === 'labels' || paused?.labels;
  return target !== ALL_TARGETS ? target : t(isPart ? 'targets.some' : 'targets.all');
}

function form(dialog, state) {
  return html`<form method="dialog" aria-busy=${isExecuting(dialog)} @submit=${submit(dialog, execute)}>
    ${fixed(dialog, parameters(dialog))}
    ${dialog.action === 'resume' ? resumeEffect(dialog) : previewPart(dialog, state)}
    ${problemOf(dialog)}
    ${fixed(dialog, reasonField(dialog))}
    ${copyAs(dialog, state)}
    ${buttons(dialog)}</form>`;
}

/** Fields that cannot change while the action is carried out, nor before a repetition. */
function fixed(dialog, fields) {
  return fields === nothing ? nothing : html`<fieldset class="plain" ?disabled=${isFixed(dialog)}>${fields}</fieldset>`;
}

function problemOf(dialog) {
  return html`${problemText(dialog.problem)}${isRepeated(dialog) ? html`<p class="why">${t('execute.again.hint')}</p>` : nothing}`;
}

/** Returns true if the outcome of the sent request is not known. */
function isRepeated(dialog) {
  return Boolean(dialog.request) && !isExecuting(dialog);
}

function isExecuting(dialog) {
  return dialog.step === 'executing';
}

function previewPart(dialog, state) {
  if (dialog.action === 'pause') {
    return pauseEffect(dialog, state);
  }
  return html`<section class="preview" aria-live="polite" aria-busy=${dialog.step === 'previewing'}>
    ${dialog.preview ? resultView(dialog.preview, false)
    : dialog.step === 'previewing' ? html`<p class="muted">${t('preview.asking')}</p>` : nothing}</section>`;
}

function reasonField(dialog) {
  const required = needsReason(dialog.action);
  return html`<label class="reason-field"><span>${t(required ? 'reason.required' : 'reason.optional')}</span>
    <input name="reason" autofocus maxlength="1024" autocomplete="off" ?required=${required} .value=${dialog.values.reason}
      placeholder=${t('reason.example')} @input=${(event) => setReason(event.target.value)}></label>`;
}

function buttons(dialog) {
  const n = dialog.preview && selectsSessions(dialog.action) ? endsOf(dialog.preview) : 0;
  const ready = !isExecuting(dialog) && (isRepeated(dialog) || isComplete(dialog, n));
  const missing = needsReason(dialog.action) && !dialog.values.reason.trim();
  return html`<div class="dialog-buttons"><button type="button" @click=${closeDialog}>${t('close')}</button>
    <button type="submit" class="primary a-${dialog.action}" ?disabled=${!ready || missing}>
      ${isExecuting(dialog) ? t('executing') : isRepeated(dialog) ? t('execute.again')
    : t(`action.${dialog.action}.execute`, { n })}</button></div>
    ${ready && missing ? html`<p class="why">${t('why.noReason')}</p>` : nothing}`;
}

/** A pause needs no preview: an operator pauses also while the actuator is slow. */
function isComplete({ action, step, values }, n) {
  return action === 'pause' ? !pauseFault(values.pause, Date.now()) : !selectsSessions(action) || (step === 'preview' && n > 0);
}

function endsOf(preview) {
  return preview.data.sessions.filter((each) => each.outcome.startsWith('WOULD_')).length;
}

function copyAs(dialog, state) {
  const { values } = dialog;
  if (dialog.action === 'pause' && pauseFault(values.pause, Date.now())) {
    return nothing;
  }
  const sql = sqlOfAction(dialog.action, values);
  const name = state.permissions?.name ?? 'me';
  return html`<p class="copy">${t('copy.as')}
    <button type="button" class="link" @click=${() => copyText(curlOfAction(BASE, dialog.target, dialog.action, values, false))}>curl</button>
    ${['cancel', 'transaction'].includes(dialog.action) ? nothing : html`<button type="button" class="link"
      @click=${() => copyText(kcatOfAction(dialog.target, dialog.action, values, false, name))}>kcat</button>`}
    ${sql ? html`<button type="button" class="link" @click=${() => copyText(sql)}>SQL</button>` : nothing}</p>`;
}

/** The dialog that executes or rejects a plan of a rule. */
export function planDialog(dialog) {
  const { plan } = dialog;
  const kind = plan.rule === 'COMMAND' ? 'plan.requested' : 'plan';
  return html`<h2 tabindex="-1">${t(`${kind}.${dialog.action}.heading`, { rule: plan.rule, n: plan.sessions, name: plan.requestedBy ?? '?' })}</h2>
    ${dialog.step === 'done' ? resultView(dialog.result, true)
    : html`<form method="dialog" aria-busy=${isExecuting(dialog)} @submit=${submit(dialog, decidePlan)}>
      <p class="muted">${t(`${kind}.${dialog.action}.title`)}</p>${problemOf(dialog)}${fixed(dialog, reasonField(dialog))}
      <div class="dialog-buttons"><button type="button" @click=${closeDialog}>${t('close')}</button>
      <button type="submit" class="primary" ?disabled=${isExecuting(dialog) || !dialog.values.reason.trim()}>
        ${isExecuting(dialog) ? t('executing') : isRepeated(dialog) ? t('execute.again') : t(`plan.${dialog.action}.button`)}</button></div></form>`}`;
}

/** The dialog of a past action. */
export function resultDialog(dialog) {
  return html`<h2>${t('result.title')}</h2>${problemText(dialog.problem)}
    ${dialog.result ? resultView(dialog.result, true) : html`<p class="muted">${t('loading')}</p>`}`;
}

function submit(dialog, send) {
  return (event) => {
    event.preventDefault();
    if (!isExecuting(dialog)) {
      send();
    }
  };
}
