import { update } from './state.js';

const SHOWN_MS = 6_000;
let timer;

/** Shows a short message for some seconds; screen readers read it. */
export function toast(text) {
  clearTimeout(timer);
  update((it) => (it.toast = text));
  timer = setTimeout(() => update((it) => (it.toast = null)), SHOWN_MS);
}
