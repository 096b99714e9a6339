/** An application below this share of the usable slots is not suspected. */
const MIN_SHARE = 0.25;
const MIN_SESSIONS = 10;
/** A pool that works has fewer of its sessions idle. */
const MIN_IDLE_SHARE = 0.7;

/**
 * The application that probably leaks connections: it holds at least a quarter of the usable slots and at least 70 % of
 * its sessions do nothing. The one with the most unused sessions is returned.
 *
 * @param {object} health a health message
 * @returns {{application: string, total: number, unused: number}|null}
 */
export function leakSuspect(health) {
  const minimum = Math.max(MIN_SESSIONS, MIN_SHARE * (health.usableConnections ?? Infinity));
  return (health.topApplications ?? [])
    .map((each) => ({
      application: each.application || each.user || '',
      total: each.total,
      unused: each.idle + each.idleInTransaction,
    }))
    .filter((each) => each.total >= minimum && each.unused >= MIN_IDLE_SHARE * each.total)
    .sort((a, b) => b.unused - a.unused)[0] ?? null;
}
