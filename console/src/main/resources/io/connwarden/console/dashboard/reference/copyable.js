import { html } from '../vendor.js';
import { t } from '../texts/index.js';

/** A text with a button that copies it. */
export function copyable(text) {
  return html`<div class="copyable"><pre tabindex="0">${text}</pre><button class="plain" @click=${(event) => copy(text, event.target)}>${t('docs.copy')}</button></div>`;
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = t('copy.done');
  } catch {
    // A page without TLS has no clipboard: the text is selected instead.
    getSelection().selectAllChildren(button.previousElementSibling);
  }
}
