import { html, svg, nothing } from '../vendor.js';
import { WARNING_PERCENT } from '../model/slots.js';

/**
 * The curve of slot utilization in the last hour, 0 to 100 % from bottom to top. It is decoration beside the numbers.
 *
 * @param {Array<number|null>} values percent, the oldest first; null is a gap
 */
export function sparkline(values) {
  return html`<svg class="spark" viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
    <path class="limit" d="M0 ${y(WARNING_PERCENT)}H100"/>
    ${values.length > 1 ? svg`<path class="curve" d=${path(values)}/>` : nothing}
  </svg>`;
}

function path(values) {
  return values.map((value, i) => {
    if (value == null) {
      return '';
    }
    const isFirst = values[i - 1] == null;
    // A value between two gaps is a dot.
    const dot = isFirst && values[i + 1] == null ? 'h0' : '';
    return `${isFirst ? 'M' : 'L'}${((i / (values.length - 1)) * 100).toFixed(1)} ${y(value)}${dot}`;
  }).join('');
}

function y(percent) {
  return (23 - (Math.min(100, percent) / 100) * 22).toFixed(1);
}
