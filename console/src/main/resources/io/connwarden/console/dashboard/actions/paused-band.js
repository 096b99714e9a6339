import { html, nothing } from '../vendor.js';
import { timeOfDate } from '../model/format.js';
import { ALL_TARGETS, labelsText } from '../model/pause.js';
import { t } from '../texts/index.js';
import { guardedButton, whyText } from './buttons.js';
import { openResume } from './flow.js';
import { obstacle } from './situation.js';

/** The band of a pause, with its targets, its author and its reason. */
export function pausedBand(state, paused) {
  const why = obstacle(state, 'resume');
  return html`<div class="band ${isScheduled(paused) ? 'scheduled' : 'paused'}" role="status"><b>${times(paused)}</b>${scope(paused)}
    <span>${t('paused.by', { name: paused.requestedBy ?? '?', reason: paused.reason ?? '–' })}</span>
    ${guardedButton('resume-known', t('action.resume'), why, 'action.resume.title', () => openResume(paused))}${whyText([why])}</div>`;
}

function times(paused) {
  if (isScheduled(paused)) {
    return t('paused.next', { from: timeOfDate(paused.from), until: timeOfDate(paused.until) });
  }
  return paused.until ? t('paused.until', { time: timeOfDate(paused.until) }) : t('paused.open');
}

/** Returns true between two times of a recurring pause. */
function isScheduled({ from }) {
  return Boolean(from) && Date.parse(from) > Date.now();
}

function scope(paused) {
  return paused.target !== ALL_TARGETS ? nothing : html`<span class="tag">${paused.labels
    ? labelsText(paused.labels) : t('targets.all')}</span>`;
}
