import { rankOf } from './status.js';
import { freshness } from './freshness.js';

/**
 * Compares two targets by trouble: the status first, then firing alerts, then slot utilization, then the id. A target
 * with a stale sample comes before healthy ones, because its status is a guess.
 *
 * @param {{id: string, health: object, age: number, alerts: Array}} a
 * @param {{id: string, health: object, age: number, alerts: Array}} b
 */
export function byTrouble(a, b) {
  return rank(a) - rank(b)
    || critical(b) - critical(a)
    || utilization(b) - utilization(a)
    || a.id.localeCompare(b.id, 'en');
}

function rank(target) {
  const own = rankOf(target.health.status);
  return freshness(target.age) === 'stale' ? Math.min(own, rankOf('UNKNOWN')) : own;
}

function critical(target) {
  return target.alerts.filter((alert) => alert.severity === 'CRITICAL').length;
}

function utilization(target) {
  return Math.round(target.health.slotUtilizationPercentage ?? 0);
}

/** Counts the targets per status. */
export function countByStatus(targets) {
  const counts = {};
  for (const target of targets) {
    counts[target.health.status] = (counts[target.health.status] ?? 0) + 1;
  }
  return counts;
}

/** Returns true if the text occurs in the id or in an application of the target. */
export function matchesTarget(target, text, status) {
  if (status && target.health.status !== status) {
    return false;
  }
  const wanted = text.toLowerCase();
  return wanted === '' || target.id.toLowerCase().includes(wanted)
    || (target.health.topApplications ?? []).some((each) => (each.application ?? '').toLowerCase().includes(wanted));
}
