import { Problem, RETRY_SECONDS } from '../api/client.js';
import { state, update } from './state.js';

/** The time before which an answer 429 asked to read nothing, in milliseconds. */
let notBefore = 0;

/**
 * Awaits an answer and notes its effect on the link and on the access. Returns null for a problem that concerns the
 * whole page; other problems are thrown.
 */
export async function watched(answer) {
  try {
    const result = await answer;
    update((it) => {
      it.link.lastAnswer = Date.now();
      it.link.mode = it.link.mode === 'down' ? 'polling' : it.link.mode;
      it.refusal = null;
    });
    return result;
  } catch (problem) {
    return onProblem(problem);
  }
}

function onProblem(problem) {
  if (!(problem instanceof Problem)) {
    throw problem;
  }
  if (problem.status === 429) {
    notBefore = Date.now() + (problem.retryAfter ?? RETRY_SECONDS) * 1000;
  }
  if (isOutage(problem)) {
    update((it) => (it.link.mode = 'down'));
    return null;
  }
  if (problem.status === 401) {
    update((it) => (it.refusal = problem));
    return null;
  }
  throw problem;
}

/** A failed or expired command has these codes too, with its result. */
function isOutage(problem) {
  return problem.status === 0 || ([502, 504].includes(problem.status) && !problem.body.result);
}

/**
 * Returns the seconds until the next read: fewer while no stream is live, and never fewer than an answer 429 asks for.
 */
export function pollSeconds(live, polling) {
  return Math.max(isLive() ? live : polling, (notBefore - Date.now()) / 1000);
}

/** Notes the state of the event stream. */
export function onStreamState(streamState) {
  update((it) => {
    if (streamState === 'live') {
      it.link = { mode: 'live', lastAnswer: Date.now() };
    } else if (it.link.mode === 'live') {
      it.link.mode = 'polling';
    }
  });
}

/** Returns true while events arrive without polling. */
export function isLive() {
  return state.link.mode === 'live';
}
