/**
 * The reason for which an action cannot be sent now, as the key of a text; null if it can.
 *
 * @param {string} action cleanup, emergency, terminate, transaction, cancel, pause, resume, approve
 * @param {{scopes: string[], readOnly?: boolean, connected: boolean, past: boolean, selected: number,
 *     applicable?: number,
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
  transaction: (situation) => ofPart(situation, 'why.noTransaction'),
  cancel: (situation) => ofPart(situation, 'why.noQuery'),
  cleanup: ofTarget,
  emergency: ofTarget,
  resume: (situation) => (situation.paused === false ? 'why.notPaused' : null),
};

function ofTarget(situation) {
  return situation.past ? 'why.past' : situation.status === 'UNREACHABLE' ? 'why.unreachable' : null;
}

function ofPart(situation, missing) {
  return ofSelection(situation) ?? (situation.applicable === 0 ? missing : null);
}

function ofSelection(situation) {
  return situation.selected === 0 ? 'why.noSelection' : ofTarget(situation);
}
