import { html, nothing } from '../vendor.js';
import { openResult } from '../actions/flow.js';
import { shape } from '../elements/icons.js';
import { timeOfDate } from '../model/format.js';
import { statusOfSeverity } from '../model/status.js';
import { t } from '../texts/index.js';
import { emptyPanel, panel } from './panel.js';
import { goToTime } from './time.js';

/** What happened on the target, the latest first. */
export function timelinePanel(state) {
  const { timeline, actions, problems } = state.target;
  const content = timeline === null ? nothing
    : timeline.length === 0 ? emptyPanel(t('timeline.empty'))
    : html`<ol class="timeline" tabindex="0" aria-label=${t('timeline.title')}>${timeline.map((each) => item(each, actions))}</ol>`;
  return panel('timeline', t('timeline.title'), html`${problems.timeline ? missing(problems.timeline) : nothing}${content}`);
}

/** Without the log store, the timeline has the actions and alerts in the memory of the monitor. */
function missing(problem) {
  return html`<p class="problem-text muted" role="status">${problem.status === 403 ? t('forbidden.title') : t('timeline.memory')}
    <small>${problem.message}</small></p>`;
}

function item(each, actions) {
  return html`<li class="kind-${each.kind}">
    <button class="link num" title=${t('timeline.goto')} @click=${() => goToTime(each.time)}>${timeOfDate(each.time)}</button>
    <span class="what">${shape(statusOfSeverity(each.severity))} <span class="tag">${t(`kind.${each.kind}`)}</span>
    ${title(each, actions)}</span></li>`;
}

function title(each, actions) {
  const action = actionOf(each.reference, actions);
  if (action) {
    return html`<button class="link" @click=${() => openResult(action)}>${each.title}</button>`;
  }
  const end = each.firing === undefined ? '' : t(each.firing ? 'alert.firing' : 'alert.resolved');
  return html`${each.title} <span class="muted">${[end, each.summary].filter(Boolean).join(' · ')}</span>`;
}

/** Returns the id of the action of an item. The log store names an automatic action by the event that caused it. */
function actionOf(reference, actions) {
  return reference?.kind === 'action' ? reference.id
    : reference?.kind === 'cause' ? actions.find(({ data }) => data.causeEventId === reference.id)?.id : undefined;
}
