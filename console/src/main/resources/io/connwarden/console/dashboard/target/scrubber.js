import { html, live, nothing } from '../vendor.js';
import { setParams } from '../app/router.js';
import { timeOfDay } from '../model/format.js';
import { indexAt } from '../model/samples.js';
import { t } from '../texts/index.js';
import { stepInTime } from './time.js';

/** The slider over the kept samples. */
export function scrubber(state) {
  const { samples } = state.target;
  if (samples.length < 2) {
    return nothing;
  }
  const index = indexAt(samples, state.route.at);
  return html`<span class="scrubber">
    <button aria-label=${t('past.back')} title="[" @click=${() => stepInTime(-1)}>◀</button>
    <input type="range" min="0" max=${samples.length - 1} .value=${live(String(index))}
      aria-label=${t('past.slider')} aria-valuetext=${timeOfDay(samples[index].capturedAt)}
      @input=${(event) => setParams({ at: samples[event.target.value].capturedAt })}>
    <button aria-label=${t('past.forth')} title="]" @click=${() => stepInTime(1)}>▶</button></span>`;
}
