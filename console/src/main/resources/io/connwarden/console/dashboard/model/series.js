import { kindsOf } from './slots.js';

/** The kinds of the stacked chart from the bottom up. */
export const KINDS = ['active', 'transaction', 'idle', 'zombie'];

/** The ranges of the chart in seconds by their name in the address. */
export const RANGES = { '1h': 3600, '6h': 21_600, '24h': 86_400, '7d': 604_800 };

const WINDOWS = [2, 5, 15, 60, 360, 1440, 10080].map((minutes) => minutes * 60);

/**
 * The columns of the stacked chart. A column is the sum of its kind and the kinds below it, the highest first. So
 * each can be filled to the zero line and the next one painted over it. A point without counts is a gap.
 *
 * @param {Array<object>} points in the order of time
 * @returns {Array<Array<number|null>>} times in seconds, then zombie, idle, transaction, active
 */
export function stackedColumns(points) {
  const columns = [points.map((point) => Date.parse(point.time) / 1000), ...KINDS.map(() => [])];
  for (const point of points) {
    const sums = sumsOf(point);
    KINDS.forEach((kind, i) => columns[KINDS.length - i].push(sums[i]));
  }
  return columns;
}

function sumsOf(point) {
  if (point.totalConnections == null) {
    return KINDS.map(() => null);
  }
  const kinds = kindsOf(point);
  let sum = 0;
  return KINDS.map((kind) => (sum += kinds[kind]));
}

/** Adds a health message as the latest point, unless it is there already. */
export function withLatest(points, health) {
  const last = points.at(-1);
  if (last && Date.parse(last.time) >= Date.parse(health.lastCheck)) {
    return points;
  }
  return [...points, { ...health, time: health.lastCheck }];
}

/** Returns the shortest usual window in seconds that holds all points, at most `limit`. */
export function windowOf(points, now, limit = 3600) {
  const first = points.length ? Date.parse(points[0].time) / 1000 : now / 1000;
  const needed = now / 1000 - first;
  return WINDOWS.find((window) => window >= needed || window >= limit) ?? limit;
}
