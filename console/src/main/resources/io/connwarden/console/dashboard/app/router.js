import { state, update } from './state.js';

const listeners = [];

/** Registers a function that is called with the old and the new parameters of the address. */
export function onNavigate(listener) {
  listeners.push(listener);
}

/** Reads the parameters of the address and follows its changes. */
export function startRouter() {
  const read = () => enter(Object.fromEntries(new URLSearchParams(location.search)));
  addEventListener('popstate', read);
  read();
}

/** Goes to an address with these parameters only. */
export function goTo(params) {
  history.pushState(null, '', addressOf(params));
  enter(clean(params));
}

/** Changes single parameters of the address in place; null removes one. Filters do not fill the history. */
export function setParams(changes) {
  const params = clean({ ...state.route, ...changes });
  history.replaceState(null, '', addressOf(params));
  enter(params);
}

/** Returns the address with these parameters, for links. */
export function addressOf(params) {
  const query = new URLSearchParams(clean(params)).toString();
  return location.pathname + (query ? `?${query}` : '');
}

/** Handles a click on a link of the dashboard. A click that opens a new tab is left to the browser. */
export function follow(event, params) {
  if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    goTo(params);
  }
}

function clean(params) {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value != null && value !== ''));
}

function enter(params) {
  const before = state.route;
  update((it) => {
    it.route = params;
  });
  listeners.forEach((listener) => listener(before, params));
}
