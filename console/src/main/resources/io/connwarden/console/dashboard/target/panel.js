import { html, nothing } from '../vendor.js';
import { whatToDo } from '../access/unavailable.js';
import { t } from '../texts/index.js';

/** A titled part of a page. */
export function panel(name, title, content, tools = nothing) {
  return html`<section class="panel p-${name}" id=${`panel-${name}`} aria-labelledby=${`title-${name}`} tabindex="-1">
    <div class="panel-head"><h2 id=${`title-${name}`}>${title}</h2>${tools}</div>${content}</section>`;
}

/** The content of a panel without anything to show. */
export function emptyPanel(text) {
  return html`<p class="empty">${text}</p>`;
}

/** The content of a panel whose route was refused, or is not available. The detail of the problem has the cause. */
export function problemPanel(problem) {
  return html`<p class="empty problem-text">${heading(problem)} <small>${problem.message}</small></p>`;
}

function heading(problem) {
  return problem.status === 403 ? t('forbidden.title')
    : problem.status === 429 ? whatToDo(problem) : t('panel.absent');
}
