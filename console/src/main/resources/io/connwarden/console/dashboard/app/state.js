/** The state of the page. Views read it; it is changed through {@link update} only. */
export const state = {
  /** The name and scopes of the sender; null before the first answer. */
  permissions: null,
  /** The problem that keeps the page from showing anything: 401 or 403. */
  refusal: null,
  /** The problem of the first request that a later attempt can solve, such as 429 or 503. */
  unavailable: null,
  /** The link to the server: mode is live, polling or down. */
  link: { mode: 'polling', lastAnswer: Date.now() },
  /** The parameters of the address. */
  route: {},
  fleet: { targets: new Map(), alerts: new Map(), pauses: [], loaded: false, problem: null, cursor: -1 },
  target: null,
  /** The open dialog; null for none. */
  dialog: null,
  toast: null,
};

const listeners = [];
let scheduled = false;

/** Registers a function that is called after changes, at most once per frame. */
export function onChange(listener) {
  listeners.push(listener);
}

/** Changes the state and schedules the listeners. */
export function update(change = () => {}) {
  change(state);
  if (!scheduled) {
    scheduled = true;
    nextFrame(() => {
      scheduled = false;
      listeners.forEach((listener) => listener(state));
    });
  }
}

/** A hidden tab has no frames, so a timer replaces them there. */
function nextFrame(callback) {
  if (document.hidden) {
    setTimeout(callback, 250);
  } else {
    requestAnimationFrame(callback);
  }
}
