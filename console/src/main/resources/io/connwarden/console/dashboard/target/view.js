import { html } from '../vendor.js';
import { whatToDo } from '../access/unavailable.js';
import { addressOf, follow } from '../app/router.js';
import { sessionsPanel } from '../sessions/panel.js';
import { t } from '../texts/index.js';
import { applicationsPanel } from './applications.js';
import { blockersPanel } from './blockers.js';
import { chartPanel } from './chart-panel.js';
import { targetHeader } from './header.js';
import { plansBand, pauseBand, timeBand } from './bands.js';
import { timelinePanel } from './timeline.js';

/** The page of one target. */
export function targetView(state) {
  const { target } = state;
  if (target?.problems.health && !target.info) {
    return unknownTarget(target);
  }
  if (!target?.info) {
    return html`<main id="main" class="target" aria-busy="true"><h1>${state.route.target}</h1>
      <p class="visually-hidden" role="status">${t('loading')}</p>
      <div class="skeletons" aria-hidden="true"><div class="skeleton tall"></div><div class="skeleton tall"></div></div></main>`;
  }
  return html`<main id="main" class="target">
    ${targetHeader(state)}${pauseBand(state)}${plansBand(state)}${timeBand(state)}
    <div class="panels">
      ${chartPanel(state)}${applicationsPanel(state)}${sessionsPanel(state)}${blockersPanel(state)}${timelinePanel(state)}
    </div></main>`;
}

function nextStep(problem) {
  return problem.status === 403 ? t('forbidden.do') : problem.status === 404 ? t('target.unknown.do') : whatToDo(problem);
}

function unknownTarget(target) {
  return html`<main id="main" class="gate"><h1>${target.id}</h1>
    <p class="problem" role="alert">${target.problems.health.message}</p>
    <p>${nextStep(target.problems.health)}</p>
    <a href=${addressOf({})} @click=${(event) => follow(event, {})}>${t('nav.fleet')}</a></main>`;
}
