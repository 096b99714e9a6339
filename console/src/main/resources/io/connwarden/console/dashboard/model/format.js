/**
 * Formats a duration in at most two units: 0.4 s, 12 s, 3 min 20 s, 2 h 5 min, 3 d 4 h.
 *
 * @param {number|null} seconds
 * @returns {string} empty for null
 */
export function duration(seconds) {
  if (seconds == null) {
    return '';
  }
  if (seconds < 10) {
    return `${Math.max(0, Math.floor(seconds * 10) / 10)} s`;
  }
  const whole = Math.floor(seconds);
  return whole < 60 ? `${whole} s`
    : whole < 3600 ? two(whole, 60, 'min', 1, 's')
    : whole < 86400 ? two(whole, 3600, 'h', 60, 'min')
    : two(whole, 86400, 'd', 3600, 'h');
}

function two(seconds, large, largeName, small, smallName) {
  const rest = Math.floor((seconds % large) / small);
  return `${Math.floor(seconds / large)} ${largeName}${rest ? ` ${rest} ${smallName}` : ''}`;
}

/** Formats a duration for a column of a table: 0.4s, 12s, 3m 20s, 2h 5m, 3d 4h. */
export function compact(seconds) {
  return duration(seconds).replaceAll(/ (s|min|h|d)\b/g, (unit) => unit[1]);
}

/** Formats an age without decimals, so that it changes once a second: 2 s, 4 min, 3 h. */
export function roughly(seconds) {
  const whole = Math.floor(seconds);
  return whole < 120 ? `${whole} s`
    : whole < 7200 ? `${Math.floor(whole / 60)} min`
    : whole < 172800 ? `${Math.floor(whole / 3600)} h`
    : `${Math.floor(whole / 86400)} d`;
}

/** Formats an instant as the time of day of the browser: 17:10:46. */
export function timeOfDay(instant) {
  const date = new Date(instant);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((n) => String(n).padStart(2, '0')).join(':');
}

/** Formats an instant without its seconds: 17:10. */
export function hourAndMinute(instant) {
  return timeOfDay(instant).slice(0, 5);
}

/** Formats an instant as a time of day, with the date if it is not the date of now: 11-28 17:10:46. */
export function timeOfDate(instant, now = Date.now()) {
  const date = new Date(instant);
  const sameDay = date.toDateString() === new Date(now).toDateString();
  const day = `${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
  return sameDay ? timeOfDay(instant) : `${day} ${timeOfDay(instant)}`;
}

/** Formats a percentage with one decimal, rounded down as in the texts of the server: only a full target has 100 %. */
export function percent(value) {
  return value == null ? '' : `${(Math.trunc(Number((value * 10).toFixed(6))) / 10).toFixed(1)} %`;
}
