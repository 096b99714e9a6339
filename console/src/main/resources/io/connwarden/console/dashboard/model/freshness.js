/** The interval of samples in seconds while none was measured; the default of the monitor. */
export const DEFAULT_INTERVAL = 30;
const MIN_INTERVAL = 2;
const LATE_INTERVALS = 3;
const STALE_INTERVALS = 6;

/**
 * The freshness of a sample.
 *
 * @param {number} ageSeconds age of the sample
 * @param {number} interval usual seconds between two samples
 * @returns {'fresh'|'late'|'stale'}
 */
export function freshness(ageSeconds, interval = DEFAULT_INTERVAL) {
  if (ageSeconds <= LATE_INTERVALS * interval) {
    return 'fresh';
  }
  return ageSeconds <= STALE_INTERVALS * interval ? 'late' : 'stale';
}

/**
 * The usual interval of samples: the median of the last gaps, 2 to 30 s. A single outage does not move it.
 *
 * @param {Array<{time: string}>} points in the order of time
 * @returns {number} seconds
 */
export function intervalOf(points) {
  const times = points.slice(-11).map((point) => Date.parse(point.time) / 1000);
  const gaps = times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b);
  const median = gaps.length ? gaps[Math.floor(gaps.length / 2)] : DEFAULT_INTERVAL;
  return Math.min(DEFAULT_INTERVAL, Math.max(MIN_INTERVAL, median));
}

/**
 * The present age of an answer. It needs no equal clocks: the server told the age, and the time since then is ours.
 *
 * @param {{ageSeconds: number, receivedAt: number}} answer receivedAt in milliseconds of our clock
 * @param {number} now milliseconds
 */
export function ageOf(answer, now) {
  return Math.max(0, answer.ageSeconds + (now - answer.receivedAt) / 1000);
}
