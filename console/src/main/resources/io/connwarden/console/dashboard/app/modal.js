import { html, nothing } from '../vendor.js';
import { actionDialog, planDialog, resultDialog } from '../actions/dialog.js';
import { closeDialog } from '../actions/flow.js';
import { sessionDetail } from '../sessions/detail.js';
import { t } from '../texts/index.js';
import { helpDialog } from './help.js';

const CONTENT = { action: actionDialog, plan: planDialog, result: resultDialog, session: sessionDetail, help: helpDialog };

/** The dialog element. The browser keeps the focus in it, closes it on Escape and gives the focus back. */
export function modal(state) {
  const { dialog } = state;
  return html`<dialog class=${dialog?.kind ?? ''} aria-label=${dialog ? t(`dialog.${dialog.kind}`) : nothing}
    @close=${onClose} @click=${onBackdrop}>${dialog ? html`<div class="dialog-body">
      <button class="close" aria-label=${t('close')} @click=${closeDialog}>×</button>
      ${CONTENT[dialog.kind](dialog, state)}</div>` : nothing}</dialog>`;
}

let shownStep = null;

/** Opens and closes the element as the state says; call it after each rendering. */
export function syncModal(state) {
  const element = document.querySelector('dialog');
  const step = state.dialog?.step;
  if (state.dialog && !element.open) {
    element.showModal();
  } else if (!state.dialog && element.open) {
    element.close();
  } else if (state.dialog && step !== shownStep) {
    keepFocus(element);
  }
  shownStep = step;
}

/** A step can disable or remove the field with the focus. The focus goes to the problem, or to the heading. */
function keepFocus(element) {
  const { activeElement } = document;
  if (!element.contains(activeElement) || activeElement === element || activeElement.matches(':disabled')) {
    (element.querySelector('.problem') ?? element.querySelector('h2'))?.focus();
  }
}

function onClose() {
  closeDialog();
}

function onBackdrop(event) {
  if (event.target === event.currentTarget) {
    closeDialog();
  }
}
