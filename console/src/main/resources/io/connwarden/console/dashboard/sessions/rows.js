import { filterSessions } from '../model/filters.js';
import { groupRows, sortSessions } from '../model/arrange.js';
import { DEFAULT_SORT } from './columns.js';

let memory = { key: [], rows: [], matching: 0 };

/**
 * Returns the rows of the sessions table: filtered, sorted and grouped as the address says.
 *
 * @returns {{rows: Array, matching: number}}
 */
export function rowsOf(state) {
  const { route, target } = state;
  const items = target.sessions?.items ?? [];
  const key = [items, JSON.stringify(route), [...target.closedGroups].join('\u0000')];
  if (!key.every((part, i) => part === memory.key[i])) {
    const matching = filterSessions(items, route);
    const sorted = sortSessions(matching, route.sort ?? DEFAULT_SORT);
    memory = { key, rows: groupRows(sorted, route.group ?? '', target.closedGroups), matching: matching.length };
  }
  return memory;
}

/** Returns the index of the current row; -1 if it is not shown. */
export function cursorOf(state) {
  const { current } = state.target;
  return current === null ? -1 : rowsOf(state).rows.findIndex((row) => row.session?.sessionId === current);
}
