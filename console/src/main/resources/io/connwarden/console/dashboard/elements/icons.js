import { html, svg } from '../vendor.js';
import { SHAPES } from '../model/status.js';
import { t } from '../texts/index.js';

const PATHS = {
  circle: svg`<circle cx="8" cy="8" r="6"/><path class="cut" d="M5 8.2l2.1 2.1L11 6.2"/>`,
  diamond: svg`<path d="M8 1.2L14.8 8 8 14.8 1.2 8z"/>`,
  triangle: svg`<path d="M8 1.5l7 12.5H1z"/><path class="cut" d="M8 6v4M8 11.6v.9"/>`,
  square: svg`<rect x="1.5" y="1.5" width="13" height="13" rx="2"/><path class="cut" d="M8 4.2v5M8 10.9v1.2"/>`,
  ring: svg`<circle class="line" cx="8" cy="8" r="5.5"/><path class="line" d="M6.3 6.6a1.7 1.7 0 113 1.1c-.6.6-1.3.9-1.3 1.6M8 11.2v.2"/>`,
  cross: svg`<path class="line thick" d="M3 3l10 10M13 3L3 13"/>`,
};

/** The shape of a status. It is decoration: the word stands beside it. */
export function shape(status) {
  return html`<svg class="shape s-${status}" viewBox="0 0 16 16" aria-hidden="true">${PATHS[SHAPES[status] ?? 'ring']}</svg>`;
}

/** The badge of a status: shape, color and word. */
export function statusBadge(status) {
  return html`<span class="badge s-${status}">${shape(status)}<span>${t(`status.${status}`)}</span></span>`;
}
