import { authorization, retryAfterOf, urlOf } from './client.js';
import { eventParser } from './sse.js';

const SILENCE_MS = 45_000;
const MAX_DELAY_MS = 15_000;

/**
 * The event stream of the server. It reads with fetch, because EventSource cannot send the token. After a loss it
 * connects again with Last-Event-ID. A browser opens six connections to a server, over all tabs, so a hidden tab has no
 * stream; it continues where it was when it is shown.
 *
 * @param {Record<string, string>} query
 * @param {{onEvent: (name: string, data: object) => void, onState: (state: 'live'|'lost'|'absent') => void}} listener
 * @returns {() => void} closes the stream
 */
export function openStream(query, listener) {
  const stream = { closed: false, lastId: '', attempt: 0, retryAfter: null, abort: new AbortController() };
  const onVisibility = () => document.hidden && stream.abort.abort();
  document.addEventListener('visibilitychange', onVisibility);
  run(stream, query, listener);
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    stream.closed = true;
    stream.abort.abort();
  };
}

async function run(stream, query, listener) {
  while (!stream.closed) {
    await shown();
    if (stream.closed) {
      return;
    }
    const state = await readOnce(stream, query, listener);
    if (stream.closed) {
      return;
    }
    listener.onState(state);
    if (state === 'absent') {
      return;
    }
    if (document.hidden) {
      stream.attempt = 0;
      continue;
    }
    await pause(delayOf(stream.attempt++, stream.retryAfter));
  }
}

/** The milliseconds before the next attempt, never less than the server asks for. */
export function delayOf(attempt, retryAfter) {
  const delay = Math.min(MAX_DELAY_MS, 500 * 2 ** attempt) * (0.75 + Math.random() / 2);
  return delay + (retryAfter ?? 0) * 1000;
}

/** Reads until the connection ends. Returns 'absent' if the server has no such route or refuses it. */
async function readOnce(stream, query, listener) {
  stream.abort = new AbortController();
  const watchdog = watch(stream.abort);
  stream.retryAfter = null;
  try {
    const headers = { ...authorization(), Accept: 'text/event-stream' };
    if (stream.lastId) {
      headers['Last-Event-ID'] = stream.lastId;
    }
    const response = await fetch(urlOf('stream', query), { headers, cache: 'no-store', signal: stream.abort.signal });
    if (!response.ok) {
      stream.retryAfter = retryAfterOf(response);
      return response.status >= 500 || response.status === 429 ? 'lost' : 'absent';
    }
    stream.attempt = 0;
    listener.onState('live');
    await readBody(stream, response, watchdog, listener);
  } catch (failure) {
    if (!stream.closed && !document.hidden) {
      console.warn('The event stream ended; it is opened again', failure);
    }
  } finally {
    watchdog.stop();
  }
  return 'lost';
}

async function readBody(stream, response, watchdog, listener) {
  const parse = eventParser(
    (event) => listener.onEvent(event.name, JSON.parse(event.data)),
    (id) => (stream.lastId = id),
  );
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    watchdog.reset();
    parse(part.value);
  }
}

/** Ends a connection without any byte for longer than the heartbeats permit. */
function watch(abort) {
  let timer;
  const stop = () => clearTimeout(timer);
  const reset = () => {
    stop();
    timer = setTimeout(() => abort.abort(), SILENCE_MS);
  };
  reset();
  return { reset, stop };
}

/** Returns as soon as the tab is shown. */
function shown() {
  return new Promise((resolve) => {
    const check = () => {
      if (!document.hidden) {
        document.removeEventListener('visibilitychange', check);
        resolve();
      }
    };
    document.addEventListener('visibilitychange', check);
    check();
  });
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
