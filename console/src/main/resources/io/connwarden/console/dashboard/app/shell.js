import { html, nothing } from '../vendor.js';
import { forbiddenPage, signInPage } from '../access/sign-in.js';
import { unavailablePage } from '../access/unavailable.js';
import { forgetToken, token } from '../access/token.js';
import { fleetView } from '../fleet/view.js';
import { targetView } from '../target/view.js';
import { roughly, timeOfDay } from '../model/format.js';
import { NAMES, language, t, useLanguage } from '../texts/index.js';
import { modal } from './modal.js';
import { addressOf, follow } from './router.js';
import { update } from './state.js';

/** The page: head, state of the link, view, dialog. */
export function shell(state, onSignedIn) {
  return html`<a class="skip" href="#main">${t('nav.skip')}</a>
    ${head(state, onSignedIn)}${linkBanner(state)}${view(state, onSignedIn)}${modal(state)}
    <div class="toast" role="status" aria-live="polite">${state.toast ? html`<p>${state.toast}</p>` : nothing}</div>`;
}

function view(state, onSignedIn) {
  if (state.refusal?.status === 401) {
    return signInPage(state, onSignedIn);
  }
  if (state.refusal) {
    return forbiddenPage(state.refusal, onSignedIn);
  }
  if (state.unavailable) {
    return unavailablePage(state.unavailable, onSignedIn);
  }
  return state.route.target ? targetView(state) : fleetView(state);
}

function head(state, onSignedIn) {
  return html`<header class="top"><nav aria-label=${t('nav.title')}><a class="brand" href=${addressOf({})}
      @click=${(event) => follow(event, {})}><svg viewBox="0 0 32 32" aria-hidden="true"><rect class="mark-bg" width="32"
      height="32" rx="7"/><path class="mark-fg" d="M6 8h20v4H6zM6 14h14v4H6zM6 20h8v4H6z"/><path class="mark-limit"
      d="M25 13v12"/></svg>Connwarden</a>
      ${state.route.target ? html`<span class="crumb"><a href=${addressOf({})} @click=${(event) => follow(event, {})}>${t('nav.fleet')}</a>
        <span aria-hidden="true">/</span> ${state.route.target}</span>` : nothing}</nav>
    <div class="tools">${linkState(state)}
      <button class="plain keys-button" title="?" @click=${() => update((it) => (it.dialog = { kind: 'help' }))}>${t('nav.keys')}</button>
      ${languages()}${account(state, onSignedIn)}</div></header>`;
}

function linkState(state) {
  return html`<span class="link link-${state.link.mode}" title=${t(`link.${state.link.mode}.title`)}><i></i>${t(`link.${state.link.mode}`)}</span>`;
}

function languages() {
  return html`<span class="languages">${Object.entries(NAMES).filter(([code]) => code !== language()).map(([code, name]) =>
    html`<button class="plain" lang=${code} @click=${() => {
      useLanguage(code);
      update();
    }}>${name}</button>`)}</span>`;
}

function account(state, onSignedIn) {
  if (!state.permissions || !token()) {
    return nothing;
  }
  return html`<span class="muted account" title=${state.permissions.scopes.join(', ')}>${state.permissions.name}</span>
    <button class="plain" @click=${() => {
      forgetToken();
      onSignedIn();
    }}>${t('nav.signout')}</button>`;
}

function linkBanner(state) {
  if (state.link.mode !== 'down') {
    return nothing;
  }
  const seconds = (Date.now() - state.link.lastAnswer) / 1000;
  return html`<div class="band down" role="alert"><b>${t('down.title')}</b>
    <span>${t('down.do', { time: timeOfDay(state.link.lastAnswer), age: roughly(seconds) })}</span></div>`;
}
