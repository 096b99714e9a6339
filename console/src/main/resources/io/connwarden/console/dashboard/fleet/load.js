import { get, getAll, isRefusal, Problem } from '../api/client.js';
import { openStream } from '../api/stream.js';
import { onStreamState, pollSeconds, watched } from '../app/link.js';
import { oneAtATime, repeatEvery } from '../app/poll.js';
import { state, update } from '../app/state.js';
import { ALL_TARGETS } from '../model/pause.js';

const POINTS = 40;
const POLL_SECONDS = 5;
/** With a live stream, reading all is a safety net only. */
const LIVE_POLL_SECONDS = 30;

/** Reads the fleet and follows it until the returned function is called. */
export function followFleet() {
  const load = oneAtATime(loadFleet);
  current = load;
  load();
  const stopPolling = repeatEvery(() => pollSeconds(LIVE_POLL_SECONDS, POLL_SECONDS), load);
  const closeStream = openStream({}, { onEvent: onFleetEvent(load), onState: onStreamState });
  return () => {
    stopPolling();
    closeStream();
    current = null;
  };
}

let current = null;

/** Reads the shown fleet again, for example after an action. */
export function refreshFleet() {
  return current?.();
}

async function loadFleet() {
  try {
    const [targets, trends, alerts, pauses] = await watched(Promise.all([
      getAll('targets'),
      get('trends', { points: POINTS }),
      getAll('alerts', { state: 'FIRING' }),
      getAll('pauses'),
    ])) ?? [];
    if (targets) {
      update((it) => replaceFleet(it.fleet, targets, trends.items, alerts, pauses));
    }
  } catch (problem) {
    if (!(problem instanceof Problem)) {
      throw problem;
    }
    update((it) => (isRefusal(problem) ? (it.refusal = problem) : (it.fleet.problem = problem)));
  }
}

function replaceFleet(fleet, targets, trends, alerts, pauses) {
  const curves = new Map(trends.map((trend) => [trend.target, trend.utilization]));
  fleet.targets = new Map(targets.map((target) => [target.id, { ...target, curve: curves.get(target.id) ?? [] }]));
  fleet.alerts = groupBy(alerts.map((event) => event.data), (alert) => alert.target);
  fleet.pauses = pauses.filter((pause) => pause.target === ALL_TARGETS);
  fleet.loaded = true;
  fleet.problem = null;
}

function groupBy(items, keyOf) {
  const groups = new Map();
  items.forEach((item) => groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]));
  return groups;
}

function onFleetEvent(load) {
  return (name, event) => {
    if (name === 'health') {
      update((it) => onHealth(it.fleet, event.data ?? event));
    } else if (['result', 'alert', 'reset'].includes(name)) {
      load();
    }
  };
}

function onHealth(fleet, health) {
  const known = fleet.targets.get(health.target);
  const curve = known?.curve ? [...known.curve.slice(0, -1), health.slotUtilizationPercentage ?? null] : [];
  fleet.targets.set(health.target, { paused: null, ...known, id: health.target, health, curve, ageSeconds: 0,
    receivedAt: Date.now() });
  state.link.lastAnswer = Date.now();
}
