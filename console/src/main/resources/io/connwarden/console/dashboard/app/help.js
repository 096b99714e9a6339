import { html } from '../vendor.js';
import { t } from '../texts/index.js';
import { KEYS } from './keys.js';

/** The overlay with all keys. */
export function helpDialog() {
  return html`<h2>${t('help.title')}</h2>
    <dl class="keys">${KEYS.map(({ keys, text }) => html`<dt>${keys.map((key) => html`<kbd>${key === ' ' ? t('key.space') : key}</kbd>`)}</dt><dd>${t(text)}</dd>`)}</dl>
    <p class="muted">${t('help.more')}</p><p><a href="docs">${t('docs.link')}</a></p>`;
}
