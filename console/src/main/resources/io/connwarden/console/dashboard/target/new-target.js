/** Returns the state of a target page before the first answer. */
export function newTarget(id) {
  return {
    id,
    /** The answer of /targets/{id}; null before it. */
    info: null,
    trend: [],
    history: null,
    sessions: null,
    applications: null,
    blockers: null,
    samples: [],
    /** The file whose samples are shown in place of those of the server; null for none. */
    file: null,
    actions: [],
    alerts: [],
    timeline: null,
    plans: [],
    /** The problems of single routes by the name of the panel. */
    problems: {},
    /** The answers that arrived while the view was held. */
    pending: {},
    held: false,
    /** The ids of the selected sessions. */
    selected: new Set(),
    /** The id of the current row; the keys j and k move it. */
    current: null,
    closedGroups: new Set(),
  };
}
