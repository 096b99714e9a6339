import { pauseBody } from './pause.js';

/** The actions on named sessions, in order of harm. */
export const SESSION_ACTIONS = ['cancel', 'transaction', 'terminate'];

/** Returns the route of an action. A transaction is ended by ending its session while it is in that transaction. */
export function routeOf(action) {
  return action === 'transaction' ? 'terminate' : action;
}

/**
 * The body of an action on the API.
 *
 * @param {string} action
 * @param {{idleMinutes?: number, max?: number, sessions?: object[], reason?: string, override?: boolean,
 *     pause?: object, paused?: object}} values pause is what to create, paused is what to end
 */
export function bodyOf(action, values) {
  const reason = values.reason ? { reason: values.reason } : {};
  if (action === 'cleanup') {
    return { idleThresholdMinutes: values.idleMinutes, maxTerminations: values.max, ...reason };
  }
  if (SESSION_ACTIONS.includes(action)) {
    const sessions = values.sessions.filter((each) => applies(action, each));
    return { sessions: sessions.map((each) => named(action, each)), ...overrideOf(values), ...reason };
  }
  if (action === 'pause') {
    return { ...pauseBody(values.pause), ...reason };
  }
  return action === 'resume' && values.paused?.pauseId ? { pauseId: values.paused.pauseId, ...reason } : reason;
}

/** Returns true if the session has what the action ends: a running query, an open transaction, or itself. */
export function applies(action, session) {
  return action === 'cancel' ? Boolean(session.queryId) : action !== 'transaction' || Boolean(session.transactionId);
}

/** A cancel is for the query that was seen, and the end of a transaction for the transaction that was seen. */
function named(action, session) {
  return {
    sessionId: session.sessionId,
    ...(action === 'cancel' ? { queryId: session.queryId } : {}),
    ...(action === 'transaction' ? { transactionId: session.transactionId } : {}),
  };
}

function overrideOf(values) {
  return values.override ? { override: ['G5'] } : {};
}

const GOES = ['TERMINATED', 'CANCELLED', 'WOULD_TERMINATE', 'WOULD_CANCEL'];

/** Splits the sessions of a result into those that end and those that stay, each with its reason. */
export function splitResult(result) {
  const goes = result.sessions.filter((each) => GOES.includes(each.outcome));
  return { goes, stays: result.sessions.filter((each) => !GOES.includes(each.outcome)) };
}

/** Groups sessions with the same outcome, application and kind of reason; numbers in a reason do not divide groups. */
export function groupReports(reports) {
  const groups = new Map();
  for (const report of reports) {
    const key = [report.outcome, report.application ?? '', report.reason.replace(/\d+(\.\d+)?/g, '#')].join('\u0000');
    if (!groups.has(key)) {
      groups.set(key, { ...report, sessions: [] });
    }
    groups.get(key).sessions.push(report);
  }
  return [...groups.values()].sort((a, b) => b.sessions.length - a.sessions.length);
}
