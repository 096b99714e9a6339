import { whyNot, whyNotPlan } from '../model/availability.js';
import { applies } from '../model/commands.js';
import { chosenSessions } from '../sessions/chosen.js';

/** Returns the key of the reason for which an action is not possible now; null if it is. */
export function obstacle(state, action) {
  return whyNot(action, situationOf(state, action));
}

/** Returns the key of the reason for which a plan cannot be executed or rejected now; null if it can. */
export function planObstacle(state, verb, plan) {
  return whyNotPlan(verb, plan, state.permissions?.name, situationOf(state, verb));
}

function situationOf({ target, permissions, link, route }, action) {
  const chosen = chosenSessions({ target });
  return {
    scopes: permissions?.scopes ?? [],
    readOnly: permissions?.readOnly ?? false,
    connected: link.mode !== 'down',
    past: Boolean(route.at),
    selected: chosen.length,
    applicable: chosen.filter((session) => applies(action, session)).length,
    status: target?.info?.health.status,
  };
}
