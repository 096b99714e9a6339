/**
 * The sample to show after one step back or forth.
 *
 * @param {Array<{capturedAt: string}>} samples the oldest first
 * @param {string|null} at the sample that is shown; null for the present
 * @param {-1|1} step
 * @returns {string|null} null for the present
 */
export function step(samples, at, step) {
  if (samples.length === 0) {
    return at;
  }
  const index = at === null ? samples.length - 1 : indexAt(samples, at);
  const next = index + step;
  return next >= samples.length - (step > 0 ? 1 : 0) ? null : samples[Math.max(0, next)].capturedAt;
}

/** Returns the index of the sample at or before an instant; 0 if all are later. */
export function indexAt(samples, at) {
  const time = Date.parse(at);
  let index = samples.length - 1;
  while (index > 0 && Date.parse(samples[index].capturedAt) > time) {
    index--;
  }
  return index;
}
