/** The statuses of a target in descending order of trouble. */
export const STATUSES = ['UNREACHABLE', 'CRITICAL', 'UNKNOWN', 'WARNING', 'CLEANUP_NEEDED', 'HEALTHY'];

/** Shape per status. Color alone must not carry the meaning. */
export const SHAPES = {
  UNREACHABLE: 'cross',
  CRITICAL: 'square',
  UNKNOWN: 'ring',
  WARNING: 'triangle',
  CLEANUP_NEEDED: 'diamond',
  HEALTHY: 'circle',
};

/** Returns the rank of a status, 0 for the worst; an unknown name ranks like UNKNOWN. */
export function rankOf(status) {
  const rank = STATUSES.indexOf(status);
  return rank < 0 ? STATUSES.indexOf('UNKNOWN') : rank;
}

/** Returns the severity of an alert as a status, for its color and shape. */
export function statusOfSeverity(severity) {
  return { CRITICAL: 'CRITICAL', WARNING: 'WARNING' }[severity] ?? 'CLEANUP_NEEDED';
}
