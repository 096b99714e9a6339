/** The filters of the sessions table, by the names of the query parameters of the API. */
export const FILTERS = ['q', 'state', 'application', 'user', 'database', 'class', 'blocked'];

/**
 * Selects the sessions that match every filter.
 *
 * @param {Array<object>} sessions
 * @param {Record<string, string>} filters an empty or absent one selects everything
 */
export function filterSessions(sessions, filters) {
  const tests = FILTERS.filter((name) => filters[name]).map((name) => testOf(name, filters[name]));
  return tests.length === 0 ? sessions : sessions.filter((session) => tests.every((test) => test(session)));
}

function testOf(name, wanted) {
  if (name === 'q') {
    const text = wanted.toLowerCase();
    return (session) => searchable(session).includes(text);
  }
  if (name === 'blocked') {
    return (session) => (session.waitsFor.length > 0) === (wanted === 'true');
  }
  return (session) => (session[name] ?? '') === wanted;
}

function searchable(session) {
  return [session.pid, session.user, session.application, session.database, session.client, session.state,
    session.waitEvent, session.class].join('\u0000').toLowerCase();
}

/** Returns the values of a column with their number of sessions, the most frequent first. */
export function valuesOf(sessions, column) {
  const counts = new Map();
  for (const session of sessions) {
    const value = session[column] ?? '';
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].filter(([value]) => value !== '').sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}
