import { html } from '../vendor.js';
import { RETRY_SECONDS } from '../api/client.js';
import { t } from '../texts/index.js';

/** The page while the server answers, but not with what the page needs. It is tried again by itself. */
export function unavailablePage(problem, tryAgain) {
  return html`<main class="gate" id="main"><h1>${t('unavailable.title')}</h1>
    <p class="problem" role="alert">${problem.message}</p><p>${whatToDo(problem)}</p>
    <button @click=${tryAgain}>${t('unavailable.again')}</button></main>`;
}

/** The band above values that could not be read again. */
export function unavailableBand(problem) {
  return html`<div class="band plan" role="status"><b>${problem.message}</b><span>${whatToDo(problem)}</span></div>`;
}

/** The next step for a problem of reading. */
export function whatToDo({ status, retryAfter }) {
  if (status === 429) {
    return t('unavailable.429', { seconds: retryAfter ?? RETRY_SECONDS });
  }
  return status === 503 ? t('unavailable.503') : t('unavailable.other', { status });
}
