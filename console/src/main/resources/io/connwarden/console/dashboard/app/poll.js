/**
 * Calls a function repeatedly, never twice at a time, and not while the tab is hidden.
 *
 * @param {() => number} seconds the time between two calls, asked before each
 * @param {() => Promise<void>} call
 * @returns {() => void} stops the calls
 */
export function repeatEvery(seconds, call) {
  let stopped = false;
  let timer;
  const next = () => {
    if (!stopped) {
      timer = setTimeout(run, seconds() * 1000);
    }
  };
  async function run() {
    try {
      if (!document.hidden) {
        await call();
      }
    } catch (failure) {
      console.error('A read failed; it is repeated', failure);
    } finally {
      next();
    }
  }
  next();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** Wraps a function so that calls during a run lead to one more run, not to several at a time. */
export function oneAtATime(call) {
  let running = null;
  let again = false;
  return async function start() {
    if (running) {
      again = true;
      return running;
    }
    running = call().finally(() => (running = null));
    await running;
    if (again) {
      again = false;
      await start();
    }
  };
}
