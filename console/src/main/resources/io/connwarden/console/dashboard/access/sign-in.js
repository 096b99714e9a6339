import { html, nothing } from '../vendor.js';
import { t } from '../texts/index.js';
import { forgetToken, keepToken, token } from './token.js';

/** The page that asks for a token. */
export function signInPage(state, onSignedIn) {
  const submit = (event) => {
    event.preventDefault();
    const value = new FormData(event.target).get('token').trim();
    if (value) {
      keepToken(value);
      onSignedIn();
    }
  };
  return html`<main class="gate" id="main"><h1>${t('signin.title')}</h1>
    ${token() ? html`<p class="problem" role="alert">${t('signin.refused')} ${state.refusal.message}</p>` : nothing}
    <p>${t('signin.how')}</p>
    <form @submit=${submit}>
      <label for="token">${t('signin.token')}</label>
      <input id="token" name="token" type="password" autocomplete="off" spellcheck="false" required
        placeholder="cw_…">
      <button class="primary" type="submit">${t('signin.button')}</button>
    </form>
    <p class="muted">${t('signin.create')}</p>
    <pre><code>./connwarden token create --file /etc/connwarden/tokens --name me --scope read,operate</code></pre>
    <p class="muted">${t('signin.kept')}</p></main>`;
}

/** The page for a sender that may not read. */
export function forbiddenPage(problem, onSignOut) {
  return html`<main class="gate" id="main"><h1>${t('forbidden.title')}</h1>
    <p class="problem" role="alert">${problem.message}</p><p>${t('forbidden.do')}</p>
    <button @click=${() => {
      forgetToken();
      onSignOut();
    }}>${t('signin.other')}</button></main>`;
}
