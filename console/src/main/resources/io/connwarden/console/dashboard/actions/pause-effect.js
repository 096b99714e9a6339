import { html, nothing } from '../vendor.js';
import { timeOfDate } from '../model/format.js';
import { ALL_TARGETS, labelsOf, labelsText, pauseEnd, pauseFault } from '../model/pause.js';
import { t } from '../texts/index.js';

const MAX_NAMES = 12;

/** The effect of a pause: which targets it stops, when, and what the actuator answers to its dry run. */
export function pauseEffect(dialog, state) {
  const { pause } = dialog.values;
  const fault = pauseFault(pause, Date.now());
  return html`<section class="preview pause-effect" aria-live="polite" aria-busy=${dialog.step === 'previewing'}>${fault
    ? html`<p class="why">${t(fault)}</p>` : html`<p><b>${targets(dialog, state)}</b></p>
      ${pause.scope === 'all' ? html`<p class="muted">${names([...state.fleet.targets.keys()])}</p>` : nothing}
      <p>${times(pause)}</p>${answer(dialog)}`}</section>`;
}

function targets({ target, values: { pause } }, state) {
  return pause.scope === 'labels' ? t('pause.effect.labels', { labels: labelsText(labelsOf(pause.labels)) })
    : pause.scope === 'all' ? t('pause.effect.all', { n: state.fleet.targets.size })
    : t('pause.effect.target', { target });
}

function names(all) {
  const shown = all.sort().slice(0, MAX_NAMES).join(t('list.separator'));
  return all.length > MAX_NAMES ? `${shown} ${t('more', { n: all.length - MAX_NAMES })}` : shown;
}

function times(pause) {
  const end = pauseEnd(pause, Date.now());
  const until = end ? t('pause.effect.until', { time: timeOfDate(end) }) : t('pause.effect.open');
  return pause.times === 'window' ? `${windowText({ ...pause, durationMinutes: pause.windowMinutes })} ${until}` : until;
}

function windowText({ cron, zone, durationMinutes }) {
  return t('pause.effect.window', { cron, zone, minutes: durationMinutes });
}

function answer({ step, preview }) {
  return preview ? html`<p class="muted">${t('pause.effect.answer', { answer: preview.data.decision.reason })}</p>`
    : step === 'previewing' ? html`<p class="muted">${t('pause.effect.asking')}</p>` : nothing;
}

/** The effect of a resume: which pause it ends. */
export function resumeEffect({ target, values: { paused } }) {
  if (!paused) {
    return html`<p class="preview-line">${t('resume.effect.unknown', { target })}</p>`;
  }
  return html`<section class="preview resume-effect"><p><b>${paused.labels ? t('resume.effect.labels', { labels: labelsText(paused.labels) })
    : target === ALL_TARGETS ? t('resume.effect.all') : t('resume.effect.target', { target })}</b></p>
    ${paused.window ? html`<p>${windowText(paused.window)} ${t('resume.effect.window')}</p>` : nothing}
    <p class="muted">${t('paused.by', { name: paused.requestedBy ?? '?', reason: paused.reason ?? '–' })}</p></section>`;
}
