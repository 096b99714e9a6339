import { html, nothing } from '../vendor.js';
import { ALL_TARGETS, PAUSE_MINUTES, PAUSE_TIMES } from '../model/pause.js';
import { t } from '../texts/index.js';
import { setPause } from './flow.js';

/** The values of a pause: its targets and its times. */
export function pauseFields(dialog) {
  const { pause } = dialog.values;
  return html`${dialog.target === ALL_TARGETS ? scopes(pause) : nothing}
    ${choice('times', PAUSE_TIMES, pause)}
    ${pause.times === 'length' ? choice('minutes', PAUSE_MINUTES, pause)
    : html`<div class="fields">${pause.times === 'window' ? windowFields(pause) : nothing}${until(pause)}</div>`}`;
}

function scopes(pause) {
  return html`${choice('scope', ['all', 'labels'], pause)}
    ${pause.scope === 'labels' ? html`<div class="fields">${field('labels', pause, { placeholder: 'env=prod, tier=1' })}</div>` : nothing}`;
}

function windowFields(pause) {
  return html`${field('cron', pause, { placeholder: '0 0 2 * * SUN' })}${field('zone', pause, { placeholder: 'Europe/Berlin' })}
    <label><span>${t('pause.field.windowMinutes')}</span><input type="number" name="windowMinutes" min="1" max="10080" required
      .value=${String(pause.windowMinutes)} @change=${(event) => event.target.reportValidity()
      && setPause('windowMinutes', event.target.valueAsNumber)}></label>`;
}

function until(pause) {
  return html`<label><span>${t(pause.times === 'window' ? 'pause.field.windowUntil' : 'pause.field.until')}</span>
    <input type="datetime-local" name="until" .value=${pause.until} ?required=${pause.times === 'until'}
      @change=${(event) => setPause('until', event.target.value)}></label>`;
}

function field(name, pause, { placeholder }) {
  return html`<label><span>${t(`pause.field.${name}`)}</span><input name=${name} required maxlength="400" autocomplete="off"
    spellcheck="false" placeholder=${placeholder} .value=${pause[name]} @input=${(event) => setPause(name, event.target.value, true)}
    @change=${(event) => setPause(name, event.target.value)}></label>`;
}

function choice(name, values, pause) {
  return html`<fieldset class="presets"><legend>${t(`pause.${name}.legend`)}</legend>${values.map((value) => html`<label>
    <input type="radio" name=${name} value=${value} .checked=${pause[name] === value} @change=${() => setPause(name, value)}>
    <span>${t(`pause.${name}.${value}`)}</span></label>`)}</fieldset>`;
}
