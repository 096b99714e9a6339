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

/** Opens and closes the element as the state says; call it after each rendering. */
export function syncModal(state) {
  const element = document.querySelector('dialog');
  if (state.dialog && !element.open) {
    element.showModal();
  } else if (!state.dialog && element.open) {
    element.close();
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
