import { html, nothing } from '../vendor.js';
import { t } from '../texts/index.js';
import { resultView } from './result.js';

/** The problem of an action and the next step. A refusal can carry the result of the actuator. */
export function problemText(problem) {
  if (!problem) {
    return nothing;
  }
  return html`<div class="problem" role="alert" tabindex="-1"><b>${t(headingOf(problem.status))}</b> ${problem.message}
    ${problem.body?.result ? resultView({ data: problem.body.result.data ?? problem.body.result }, true) : nothing}</div>`;
}

function headingOf(status) {
  const known = [0, 401, 403, 404, 409, 422, 429, 503, 504];
  return known.includes(status) ? `problem.${status}` : 'problem.other';
}
