import { get, Problem } from '../api/client.js';
import { openStream } from '../api/stream.js';
import { onStreamState, pollSeconds, watched } from '../app/link.js';
import { oneAtATime, repeatEvery } from '../app/poll.js';
import { state, update } from '../app/state.js';
import { indexAt } from '../model/samples.js';
import { applicationsOf, blockersOf, sessionsOf } from '../model/samples-file.js';
import { RANGES, withLatest } from '../model/series.js';
import { timelineOf } from '../model/timeline.js';
import { newTarget } from './new-target.js';

const POLL_SECONDS = 2;
const LIVE_POLL_SECONDS = 10;
const SLOW_SECONDS = 20;
const MAX_ROWS = 5000;
const HISTORY_POINTS = 600;

/** Reads a target and follows it until the returned function is called. */
export function followTarget(id) {
  update((it) => (it.target = newTarget(id)));
  const loads = { health: oneAtATime(() => loadHealth(id)), sessions: oneAtATime(() => loadSessions(id)),
    events: oneAtATime(() => loadEvents(id)), history: oneAtATime(() => loadHistory(id)) };
  const all = () => Promise.all(Object.values(loads).map((load) => load()));
  all();
  const stops = [
    repeatEvery(() => pollSeconds(LIVE_POLL_SECONDS, POLL_SECONDS), async () => {
      await Promise.all([loads.health(), loads.sessions()]);
    }),
    repeatEvery(() => pollSeconds(SLOW_SECONDS, SLOW_SECONDS), async () => {
      await Promise.all([loads.events(), loads.history()]);
    }),
    openStream({ target: id }, { onEvent: onTargetEvent(id, loads), onState: onStreamState }),
  ];
  current = { id, loads, all };
  return () => {
    stops.forEach((stop) => stop());
    current = null;
  };
}

let current = null;

/** Reads everything of the shown target again, for example after an action. */
export function refreshTarget() {
  return current?.all();
}

/** Reads the sessions that the address selects: of the present, or of a sample in the past. */
export function refreshSessions() {
  return current?.loads.sessions();
}

/** Reads the history of the range that the address selects, unless it is already shown. */
export function refreshHistory() {
  return current?.loads.history();
}

async function loadHealth(id) {
  const answer = await read(id, `targets/${encodeURIComponent(id)}`, {}, 'health');
  if (answer) {
    change(id, (target) => {
      target.info = answer;
      target.trend = withLatest(answer.trend ?? [], answer.health);
    });
  }
}

async function loadSessions(id) {
  const at = state.route.at;
  const file = state.target?.file;
  if (file && at) {
    return showPart(id, at, partOf(file, at));
  }
  if (file) {
    change(id, (target) => Object.assign(target, { file: null, samples: [] }));
    loadSamples(id);
  }
  const path = `targets/${encodeURIComponent(id)}`;
  const [sessions, applications, blockers] = await Promise.all([
    read(id, `${path}/sessions`, { at, limit: MAX_ROWS }, 'sessions'),
    read(id, `${path}/applications`, { at }, 'applications'),
    read(id, `${path}/blockers`, { at }, 'blockers'),
  ]);
  showPart(id, at, { sessions, applications, blockers });
}

/** Returns the sample of a file at or before an instant, as the routes answer it. */
function partOf({ samples }, at) {
  const sample = samples[indexAt(samples, at)];
  return { sessions: sessionsOf(sample), applications: applicationsOf(sample), blockers: blockersOf(sample) };
}

function showPart(id, at, part) {
  if (at === state.route.at) {
    change(id, (target) => {
      target.pending = { ...target.pending, ...present(part) };
      if (!target.held) {
        takePending(target);
      }
    });
  }
}

/** Shows what arrived while the view was held. */
export function takePending(target) {
  Object.assign(target, target.pending);
  target.pending = {};
  const ids = new Set((target.sessions?.items ?? []).map((session) => session.sessionId));
  target.selected = new Set([...target.selected].filter((id) => ids.has(id)));
}

async function loadEvents(id) {
  const [actions, alerts, timeline, samples, plans] = await Promise.all([
    read(id, 'actions', { target: id, limit: 100 }, 'actions'),
    read(id, 'alerts', { target: id, limit: 100 }, 'alerts'),
    read(id, 'timeline', { target: id, limit: 200 }, 'timeline'),
    read(id, `targets/${encodeURIComponent(id)}/samples`, {}, 'samples'),
    read(id, 'plans', { target: id }, 'plans'),
  ]);
  change(id, (target) => {
    Object.assign(target, present({ samples: target.file ? null : samples?.items, actions: actions?.items, alerts: alerts?.items }));
    target.timeline = timeline?.items ?? timelineOf(target.actions, target.alerts);
    target.plans = (plans?.items ?? []).filter((plan) => plan.target === id);
  });
}

/** Reads the list of samples, which the steps in time need. */
export async function loadSamples(id) {
  const samples = await read(id, `targets/${encodeURIComponent(id)}/samples`, {}, 'samples');
  change(id, (target) => Object.assign(target, present({ samples: target.file ? null : samples?.items })));
}

/**
 * Reads the history of a longer range from the log store. It is read again after a problem, and when the time of one
 * point has passed.
 */
async function loadHistory(id) {
  const seconds = RANGES[state.route.range] ?? RANGES['1h'];
  if (seconds === RANGES['1h'] || isRecent(state.target?.history, seconds)) {
    return;
  }
  const to = new Date();
  const from = new Date(to - seconds * 1000);
  const query = { from: from.toISOString(), to: to.toISOString(), points: HISTORY_POINTS };
  const answer = await read(id, `targets/${encodeURIComponent(id)}/history`, query, 'history');
  change(id, (target) => (target.history = answer && { seconds, to, points: answer.items.map(pointOf) }));
}

function isRecent(history, seconds) {
  return history?.seconds === seconds && Date.now() - history.to < (seconds * 1000) / HISTORY_POINTS;
}

/** A point has the maximum of each count, so the counts of a point need not add up to its connections. */
function pointOf(item) {
  return { time: item.time, status: item.status, totalConnections: item.connections, activeConnections: item.active,
    idleConnections: item.idle, zombieConnections: item.zombie,
    idleInTransactionConnections: item.idleInTransaction };
}

/**
 * Reads a route; a problem of the route is kept under its name, and null is returned.
 *
 * @param {string} id the target of the page; an answer that is late for it changes no other page
 */
async function read(id, path, query, name) {
  try {
    const answer = await watched(get(path, query));
    change(id, (target) => delete target.problems[name]);
    return answer;
  } catch (problem) {
    if (!(problem instanceof Problem)) {
      throw problem;
    }
    change(id, (target) => (target.problems[name] = problem));
    return null;
  }
}

function onTargetEvent(id, loads) {
  return (name, event) => {
    if (name === 'health') {
      change(id, (target) => onHealth(target, event.data ?? event));
    } else if (name === 'sessions') {
      if (!state.route.at) {
        loads.sessions();
      }
    } else if (name === 'reset') {
      refreshTarget();
    } else if (name === 'result' || name === 'alert') {
      loads.events();
      loads.health();
    }
  };
}

function onHealth(target, health) {
  target.trend = withLatest(target.trend, health);
  target.info = { ...target.info, id: target.id, health, ageSeconds: 0, receivedAt: Date.now() };
  state.link.lastAnswer = Date.now();
}

function change(id, apply) {
  update((it) => {
    if (it.target?.id === id) {
      apply(it.target);
    }
  });
}

function present(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value != null));
}
