import { html, nothing } from '../vendor.js';
import { state as current } from '../app/state.js';
import { toast } from '../app/toast.js';
import { chosenSessions } from '../sessions/chosen.js';
import { t } from '../texts/index.js';
import { openAction, openResume } from './flow.js';
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

/**
 * A button outside of the actions of a target. While it is disabled it stays, and a click says why.
 *
 * @param {string|null} why the key of the reason for which it is disabled
 * @param {string} title the key of its title
 */
export function guardedButton(name, label, why, title, act) {
  return html`<button class="act" data-action=${name} aria-disabled=${why ? 'true' : 'false'} title=${t(why ?? title)}
    @click=${() => (why ? toast(`${label}: ${t(why)}`) : act())}>${label}</button>`;
}

/** The reasons for which buttons are disabled, as a text; nothing without one. */
export function whyText(reasons) {
  const all = [...new Set(reasons.filter(Boolean))];
  return all.length === 0 ? nothing : html`<small class="why">${all.map((why) => t(why)).join(t('list.separator'))}</small>`;
}

/** Opens an action, or says why it is not possible. */
export function tryAction(action) {
  const why = obstacle(current, action);
  if (why) {
    toast(`${t(`action.${action}`)}: ${t(why)}`);
  } else if (action === 'resume') {
    openResume(current.target.info.paused);
  } else {
    openAction(action);
  }
}

/** One line per reason with the actions that it disables. */
function reasons(state, actions, id) {
  const byReason = new Map();
  actions.forEach((action) => {
    const why = obstacle(state, action);
    if (why) {
      byReason.set(why, [...(byReason.get(why) ?? []), t(`action.${action}`)]);
    }
  });
  return byReason.size === 0 ? nothing : html`<ul class="why" id=${id}>${[...byReason].map(([why, names]) =>
    html`<li>${names.join(t('list.separator'))}: ${t(why)}</li>`)}</ul>`;
}
