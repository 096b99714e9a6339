/** Thresholds of slot utilization, in percent of the usable slots. */
export const WARNING_PERCENT = 80;
export const CRITICAL_PERCENT = 90;

/**
 * The sessions of a health message by kind. The kinds are disjoint, and their sum is the total.
 *
 * @param {object} health a message with counts
 * @returns {{active: number, transaction: number, idle: number, zombie: number, other: number}}
 */
export function kindsOf(health) {
  const zombie = health.zombieConnections ?? 0;
  const active = health.activeConnections ?? 0;
  const transaction = health.idleInTransactionConnections ?? 0;
  const idle = Math.max(0, (health.idleConnections ?? 0) - zombie);
  const other = Math.max(0, (health.totalConnections ?? 0) - active - transaction - idle - zombie);
  return { active, transaction, idle, zombie, other };
}

/** Returns the free usable slots, not below 0; null without counts. */
export function freeSlots(health) {
  return health.totalConnections == null ? null : Math.max(0, health.usableConnections - health.totalConnections);
}

/** Returns true if the message has counts; a message of an unreachable target has none. */
export function hasCounts(health) {
  return health.totalConnections != null;
}
