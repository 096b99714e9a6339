import { setParams } from '../app/router.js';
import { state, update } from '../app/state.js';
import { step } from '../model/samples.js';
import { loadSamples, takePending } from './load.js';

/** Goes to the sample before (-1) or after (1) the one that is shown. */
export async function stepInTime(direction) {
  const { target, route } = state;
  if (!route.at || target.samples.length === 0) {
    await loadSamples(target.id);
  }
  setParams({ at: step(state.target.samples, route.at ?? null, direction) });
}

/** Goes to the latest sample at or before an instant. */
export function goToTime(instant) {
  setParams({ at: new Date(instant).toISOString() });
}

/** Holds the view, or releases it. */
export function toggleHold() {
  if (state.target.held) {
    release();
  } else {
    update((it) => (it.target.held = true));
  }
}

/** Shows the present again. */
export function release() {
  update((it) => {
    it.target.held = false;
    takePending(it.target);
  });
}
