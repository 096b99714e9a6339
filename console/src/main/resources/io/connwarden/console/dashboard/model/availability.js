/**
 * The reason for which an action cannot be sent now, as the key of a text; null if it can.
 *
 * A resume is possible on a target without a known pause, because results of the last day alone tell of pauses.
 *
 * @param {string} action cleanup, emergency, terminate, transaction, cancel, pause, resume, approve
 * @param {{scopes: string[], readOnly?: boolean, connected: boolean, past: boolean, selected: number,
 *     applicable?: number, status?: string}} situation
 */
export function whyNot(action, situation) {
  const scope = action === 'approve' ? 'approve' : 'operate';
  if (!situation.scopes.includes(scope)) {
    return `why.scope.${scope}`;
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
};

/**
 * The reason for which a plan cannot be executed or rejected now, as the key of a text; null if it can.
 *
 * @param {'execute'|'reject'} verb
 * @param {object} plan an open plan; that of the rule COMMAND is a requested dry run
 * @param {string} name the name of the sender
 */
export function whyNotPlan(verb, plan, name, situation) {
  const isRequested = plan.rule === 'COMMAND';
  const why = whyNot(isRequested && verb === 'reject' ? 'resume' : 'approve', situation);
  if (why || verb === 'reject') {
    return why;
  }
  if (plan.override?.length > 0 && !situation.scopes.includes('override')) {
    return 'why.scope.override';
  }
  return isRequested && plan.requestedBy === name ? 'why.ownPlan' : null;
}

/** Returns true if a plan waits for a decision of a person. The plan of a preview waits for its requester only. */
export function awaitsApproval(plan) {
  return plan.rule !== 'COMMAND' || plan.scope === 'approve';
}

function ofTarget(situation) {
  return situation.past ? 'why.past' : situation.status === 'UNREACHABLE' ? 'why.unreachable' : null;
}

function ofPart(situation, missing) {
  return ofSelection(situation) ?? (situation.applicable === 0 ? missing : null);
}

function ofSelection(situation) {
  return situation.selected === 0 ? 'why.noSelection' : ofTarget(situation);
}
