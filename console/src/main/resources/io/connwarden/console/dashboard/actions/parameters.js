import { html, nothing } from '../vendor.js';
import { t } from '../texts/index.js';
import { setValue } from './flow.js';
import { pauseFields } from './pause-fields.js';

/** The values of an action that can be changed. */
export function parameters(dialog) {
  const { values, action } = dialog;
  if (action === 'cleanup') {
    return html`<div class="fields">${number('idleMinutes', values, 0.01, 525_600, 'any')}${number('max', values, 1, 1000, 1)}</div>`;
  }
  if (action === 'pause') {
    return pauseFields(dialog);
  }
  return ['terminate', 'transaction'].includes(action) ? overrideField(dialog) : nothing;
}

function number(name, values, min, max, step) {
  return html`<label><span>${t(`field.${name}`)}</span><input type="number" name=${name} min=${min} max=${max} step=${step}
    required .value=${String(values[name])} @change=${(event) => event.target.reportValidity()
    && setValue(name, event.target.valueAsNumber)}></label>`;
}

function overrideField(dialog) {
  const spared = dialog.preview?.data.sessions.some((each) => each.outcome === 'PROTECTED') || dialog.values.override;
  return spared ? html`<label class="check"><input type="checkbox" .checked=${dialog.values.override}
    @change=${(event) => setValue('override', event.target.checked)}> ${t('field.override')}</label>` : nothing;
}
