/** The target of a pause of all targets, and of one that is restricted by labels. */
export const ALL_TARGETS = '*';

/** The presets of a pause in minutes; 0 is a pause without an end. */
export const PAUSE_MINUTES = [5, 30, 60, 480, 0];

/** The kinds of times of a pause: a length from now, an end, or recurring times. */
export const PAUSE_TIMES = ['length', 'until', 'window'];

/** Returns the values of a pause before they are changed. */
export function newPause(target) {
  return { scope: target === ALL_TARGETS ? 'all' : 'target', labels: '', times: 'length', minutes: 5, until: '',
    cron: '0 0 2 * * SUN', zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC', windowMinutes: 60 };
}

/** Returns the labels of a text such as `env=prod, tier=1`; null unless each part is a name with a value. */
export function labelsOf(text) {
  const parts = text.split(',').map((part) => part.trim()).filter(Boolean).map((part) => part.split('='));
  const names = parts.map(([name]) => name.trim());
  const valid = parts.length > 0 && new Set(names).size === names.length
    && parts.every(([name, ...value]) => name.trim() && value.length > 0 && value.join('=').trim());
  return valid ? Object.fromEntries(parts.map(([name, ...value]) => [name.trim(), value.join('=').trim()])) : null;
}

/** Returns labels as a text, such as env=prod, tier=1. */
export function labelsText(labels) {
  return Object.entries(labels).map(([name, value]) => `${name}=${value}`).join(', ');
}

/** The reason for which a pause cannot be sent as it is, as the key of a text; null if it can. */
export function pauseFault(values, now) {
  if (values.scope === 'labels' && labelsOf(values.labels) === null) {
    return 'why.noLabels';
  }
  if (values.times === 'window' && !(values.cron.trim() && values.zone.trim() && values.windowMinutes >= 1)) {
    return 'why.noWindow';
  }
  if (values.times === 'until' && !values.until) {
    return 'why.noUntil';
  }
  return values.times !== 'length' && values.until && !(Date.parse(values.until) > now) ? 'why.untilPast' : null;
}

/**
 * The body of a pause on the API, without its reason. A length is sent as such, so that a repeated request has the same
 * content and the clock of the browser has no effect.
 *
 * @throws {Error} if the values have a fault; a restriction must not get lost
 */
export function pauseBody(values, now = Date.now()) {
  const fault = pauseFault(values, now);
  if (fault) {
    throw new Error(fault);
  }
  const labels = values.scope === 'labels' ? { labels: labelsOf(values.labels) } : {};
  if (values.times === 'window') {
    const window = { cron: values.cron.trim(), zone: values.zone.trim(), durationMinutes: values.windowMinutes };
    return { ...labels, window, ...(values.until ? { until: instantOf(values.until) } : {}) };
  }
  if (values.times === 'until') {
    return { ...labels, until: instantOf(values.until) };
  }
  return { ...labels, ...(values.minutes ? { duration: `${values.minutes}m` } : {}) };
}

/** Returns the end of a pause as an instant, estimated by the clock of the browser; null for a pause without an end. */
export function pauseEnd(values, now) {
  if (values.times !== 'length') {
    return values.until ? instantOf(values.until) : null;
  }
  return values.minutes ? instantOf(now + values.minutes * 60_000) : null;
}

function instantOf(time) {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
