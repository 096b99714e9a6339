const KEY = 'connwarden.token';

/** Returns the token of this tab; null before a sign-in. */
export function token() {
  return sessionStorage.getItem(KEY);
}

/** Keeps a token until the tab is closed. */
export function keepToken(value) {
  sessionStorage.setItem(KEY, value);
}

/** Forgets the token of this tab. */
export function forgetToken() {
  sessionStorage.removeItem(KEY);
}

/**
 * Takes the token of a sign-in link out of the address. The fragment is never sent to a server, and it is removed so
 * that it does not stay in the history.
 */
export function takeTokenOfLink() {
  const found = /^#token=([\w.~-]+)$/.exec(location.hash);
  if (found) {
    keepToken(found[1]);
    history.replaceState(history.state, '', location.pathname + location.search);
  }
}
