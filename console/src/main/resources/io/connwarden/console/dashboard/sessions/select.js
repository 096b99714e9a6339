import { state, update } from '../app/state.js';
import { cursorOf, rowsOf } from './rows.js';

/** Moves the current row up (-1) or down (1). */
export function moveCursor(step) {
  const { rows } = rowsOf(state);
  let index = cursorOf(state);
  do {
    index += step;
  } while (rows[index] && !rows[index].session?.sessionId);
  if (rows[index]) {
    setCurrent(rows[index].session);
  } else if (cursorOf(state) < 0 && rows.length > 0) {
    setCurrent(rows.find((row) => row.session?.sessionId)?.session);
  }
}

/** Makes a session the current row. */
export function setCurrent(session) {
  update((it) => (it.target.current = session?.sessionId ?? null));
}

/** Selects a session, or takes it out of the selection. */
export function toggleSelected(id) {
  update((it) => {
    if (id && !it.target.selected.delete(id)) {
      it.target.selected.add(id);
    }
  });
}

/** Selects all visible sessions that have an id, or none if all are selected. */
export function toggleAll() {
  const ids = rowsOf(state).rows.map((row) => row.session?.sessionId).filter(Boolean);
  update((it) => {
    const all = ids.every((id) => it.target.selected.has(id));
    it.target.selected = new Set(all ? [] : ids);
  });
}

/** Opens or closes a group. */
export function toggleGroup(group) {
  update((it) => {
    if (!it.target.closedGroups.delete(group)) {
      it.target.closedGroups.add(group);
    }
  });
}
