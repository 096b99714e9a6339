import { t } from '../texts/index.js';
import { toast } from './toast.js';

/** Copies a text. A page without TLS has no clipboard interface, so a text area is the fallback. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyWithSelection(text);
  }
  toast(t('copy.done'));
}

function copyWithSelection(text) {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'offscreen';
  (document.querySelector('dialog[open]') ?? document.body).append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
