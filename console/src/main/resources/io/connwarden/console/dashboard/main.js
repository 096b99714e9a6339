import { render } from './vendor.js';
import { takeTokenOfLink } from './access/token.js';
import { get, isRefusal } from './api/client.js';
import { startKeyboard } from './app/keyboard.js';
import { watched } from './app/link.js';
import { syncModal } from './app/modal.js';
import { onNavigate, startRouter } from './app/router.js';
import { shell } from './app/shell.js';
import { onChange, state, update } from './app/state.js';
import { followFleet } from './fleet/load.js';
import { followTarget, refreshHistory, refreshSessions } from './target/load.js';
import { acceptDroppedFiles } from './target/file.js';
import { useLanguage } from './texts/index.js';

const SECOND = 1000;
const RETRY_SECONDS = 5;
let stopFollowing = () => {};
let retry;

/** Reads the permissions and begins to follow what the address shows. */
async function signIn() {
  clearTimeout(retry);
  stopFollowing();
  stopFollowing = () => {};
  update((it) => Object.assign(it, { permissions: null, refusal: null }));
  try {
    const permissions = await watched(get('permissions'));
    update((it) => Object.assign(it, { permissions, unavailable: null }));
  } catch (problem) {
    update((it) => Object.assign(it, isRefusal(problem) ? { refusal: problem, unavailable: null } : { unavailable: problem }));
  }
  if (state.permissions) {
    follow();
  } else if (!state.refusal) {
    retry = setTimeout(signIn, (state.unavailable?.retryAfter ?? RETRY_SECONDS) * SECOND);
  }
}

function follow() {
  stopFollowing();
  const { target } = state.route;
  stopFollowing = target ? followTarget(target) : followFleet();
}

function onAddress(before, after) {
  if (!state.permissions) {
    return;
  }
  if (before.target !== after.target) {
    follow();
    scrollTo(0, 0);
  } else if (after.target && before.at !== after.at) {
    refreshSessions();
  }
  if (after.target && before.range !== after.range) {
    refreshHistory();
  }
}

function draw() {
  document.title = state.route.target ? `${state.route.target} · Connwarden` : 'Connwarden';
  render(shell(state, signIn), document.getElementById('app'));
  syncModal(state);
}

takeTokenOfLink();
addEventListener('hashchange', () => {
  if (location.hash.startsWith('#token=')) {
    takeTokenOfLink();
    signIn();
  }
});
useLanguage();
document.getElementById('app').replaceChildren();
startRouter();
onNavigate(onAddress);
onChange(draw);
startKeyboard();
acceptDroppedFiles();
// Ages are part of what is shown.
setInterval(() => update(), SECOND);
signIn();
