/**
 * The reason for which an action cannot be sent now, as the key of a text; null if it can.
 *
 * @param {string} action cleanup, emergency, terminate, cancel, pause, resume, approve
 * @param {{scopes: string[], readOnly?: boolean, connected: boolean, past: boolean, selected: number,
 *     paused: boolean|null, status: string}} situation
 */
export function whyNot(action, situation) {
  const scope = action === 'approve' ? 'approve' : 'operate';
  if (!situation.scopes.includes(scope)) {
    return scope === 'approve' ? 'why.scope.approve' : 'why.scope.operate';
  }
  if (situation.readOnly) {
    return 'why.readOnly';
  }
  if (!situation.connected) {
    return 'why.disconnected';
  }
  return reasonOf[action]?.(situation) ?? null;
}

const reasonOf = {
  terminate: ofSelection,
  cancel: ofSelection,
  cleanup: ofTarget,
  emergency: ofTarget,
  resume: (situation) => (situation.paused === false ? 'why.notPaused' : null),
};

function ofTarget(situation) {
  return situation.past ? 'why.past' : situation.status === 'UNREACHABLE' ? 'why.unreachable' : null;
}

function ofSelection(situation) {
  return situation.selected === 0 ? 'why.noSelection' : ofTarget(situation);
}
