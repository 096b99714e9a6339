import { html, nothing } from '../vendor.js';
import { state as current } from '../app/state.js';
import { toast } from '../app/toast.js';
import { chosenSessions } from '../sessions/rows.js';
import { t } from '../texts/index.js';
import { openAction } from './flow.js';
import { obstacle } from './situation.js';

/** The actions on a whole target. A button that is disabled stays, and the line below says why. */
export function actionButtons(state) {
  const actions = ['cleanup', 'emergency', 'pause', 'resume'];
  return html`<div class="actions" role="group" aria-label=${t('actions.title')}>
    ${actions.map((action) => button(state, action, t(`action.${action}`)))}</div>${reasons(state, actions, 'why-target')}`;
}

/** The actions on the chosen sessions. */
export function selectionButtons(state) {
  const actions = ['cancel', 'transaction', 'terminate'];
  const { selected } = state.target;
  const n = chosenSessions(state).length;
  return html`<div class="actions selection" role="group" aria-label=${t('actions.selection')}>
    ${actions.map((action) => button(state, action, t(`action.${action}`)))}
    <span class="muted" role="status">${selected.size > 0 ? t('selection.count', { n: selected.size })
    : n === 1 ? t('selection.current', { pid: chosenSessions(state)[0].pid }) : ''}</span>
    ${reasons(state, actions, 'why-selection')}</div>`;
}

function button(state, action, label) {
  const why = obstacle(state, action);
  return html`<button class="act a-${action}" data-action=${action} aria-disabled=${why ? 'true' : 'false'}
    title=${t(why ?? `action.${action}.title`)} @click=${() => tryAction(action)}>${label}</button>`;
}

/** Opens an action, or says why it is not possible. */
export function tryAction(action) {
  const why = obstacle(current, action);
  if (why) {
    toast(`${t(`action.${action}`)}: ${t(why)}`);
  } else {
    openAction(action);
  }
}

/** One line per reason with the actions that it disables. */
function reasons(state, actions, id) {
  const byReason = new Map();
  actions.forEach((action) => {
    const why = obstacle(state, action);
    if (why && why !== 'why.notPaused') {
      byReason.set(why, [...(byReason.get(why) ?? []), t(`action.${action}`)]);
    }
  });
  return byReason.size === 0 ? nothing : html`<ul class="why" id=${id}>${[...byReason].map(([why, names]) =>
    html`<li>${names.join(t('list.separator'))}: ${t(why)}</li>`)}</ul>`;
}
