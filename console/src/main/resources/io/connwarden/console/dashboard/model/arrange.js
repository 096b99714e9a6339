/**
 * Sorts sessions by a column; a leading minus means descending. Absent values come last in both directions, and equal
 * ones keep the order of the server.
 */
export function sortSessions(sessions, sort) {
  const descending = sort.startsWith('-');
  const column = descending ? sort.slice(1) : sort;
  const key = (session) => (column === 'waitsFor' ? session.waitsFor.length || null : session[column] ?? null);
  return [...sessions].sort((a, b) => compare(key(a), key(b), descending ? -1 : 1));
}

function compare(a, b, direction) {
  if (a === null || b === null) {
    return a === b ? 0 : a === null ? 1 : -1;
  }
  return direction * (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en'));
}

/**
 * Groups sessions by a column into rows of a list: a heading per group, then its sessions unless the group is closed.
 *
 * @param {Array<object>} sessions in the order of the rows
 * @param {string} column empty for no groups
 * @param {Set<string>} closed the groups without visible sessions
 * @returns {Array<{group: string, count: number, closed: boolean}|{session: object}>}
 */
export function groupRows(sessions, column, closed) {
  if (!column) {
    return sessions.map((session) => ({ session }));
  }
  const groups = new Map();
  for (const session of sessions) {
    const name = String(session[column] ?? '');
    if (!groups.has(name)) {
      groups.set(name, []);
    }
    groups.get(name).push(session);
  }
  return [...groups].sort((a, b) => b[1].length - a[1].length).flatMap(([group, members]) => [
    { group, count: members.length, closed: closed.has(group) },
    ...(closed.has(group) ? [] : members.map((session) => ({ session }))),
  ]);
}
