import { html, svg, nothing } from '../vendor.js';
import { CRITICAL_PERCENT, WARNING_PERCENT, freeSlots, hasCounts, kindsOf } from '../model/slots.js';
import { KINDS } from '../model/series.js';
import { percent } from '../model/format.js';
import { t } from '../texts/index.js';

/**
 * The bar of the usable slots: taken ones by kind, with marks at the thresholds.
 *
 * @param {object} health
 */
export function slotBar(health) {
  if (!hasCounts(health)) {
    return html`<svg class="slots unknown" viewBox="0 0 100 10" preserveAspectRatio="none" role="img"
      aria-label=${t('slots.unknown')}><rect class="free" width="100" height="10"/></svg>`;
  }
  return html`<svg class="slots" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label=${label(health)}>
    <rect class="free" width="100" height="10"/>${parts(health)}
    ${[WARNING_PERCENT, CRITICAL_PERCENT].map((at) => svg`<path class="mark" d="M${at} 0v10"/>`)}
  </svg>`;
}

function parts(health) {
  const kinds = kindsOf(health);
  let x = 0;
  return [...KINDS, 'other'].map((kind) => {
    const width = Math.min(100 - x, (kinds[kind] / health.usableConnections) * 100);
    const part = width > 0 ? svg`<rect class="k-${kind}" x=${x} width=${width} height="10"/>` : nothing;
    x += Math.max(0, width);
    return part;
  });
}

function label(health) {
  return t('slots.label', {
    taken: health.totalConnections,
    usable: health.usableConnections,
    percent: percent(health.slotUtilizationPercentage),
    free: freeSlots(health),
  });
}
