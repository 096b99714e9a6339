import { html } from '../vendor.js';
import { ageOf, freshness } from '../model/freshness.js';
import { roughly, timeOfDate } from '../model/format.js';
import { t } from '../texts/index.js';

/**
 * The age of what is shown: "captured 17:10:46, 2 s ago". Late data is yellow, stale data is red and says so.
 *
 * @param {{ageSeconds: number, receivedAt: number}} answer
 * @param {string} capturedAt
 * @param {number} interval usual seconds between two samples
 */
export function captured(answer, capturedAt, interval) {
  const age = ageOf(answer, Date.now());
  const grade = freshness(age, interval);
  return html`<span class="age ${grade}">${t('age.captured', { time: timeOfDate(capturedAt), age: roughly(age) })}
    ${grade === 'fresh' ? '' : html`<b>${t(`age.${grade}`)}</b>`}</span>`;
}
