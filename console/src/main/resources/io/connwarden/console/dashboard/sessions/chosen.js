/**
 * Returns the sessions that are selected, or else the current one. A session without an id cannot be chosen, because a
 * pid alone names no session.
 */
export function chosenSessions({ target }) {
  const items = (target?.sessions?.items ?? []).filter((session) => session.sessionId);
  const selected = items.filter((session) => target.selected.has(session.sessionId));
  return selected.length > 0 ? selected : items.filter((session) => session.sessionId === target.current);
}
