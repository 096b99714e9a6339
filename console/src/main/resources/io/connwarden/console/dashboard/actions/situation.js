import { whyNot } from '../model/availability.js';
import { applies } from '../model/commands.js';
import { chosenSessions } from '../sessions/rows.js';

/** Returns the key of the reason for which an action is not possible now; null if it is. */
export function obstacle(state, action) {
  const { target, permissions, link, route } = state;
  const chosen = chosenSessions(state);
  return whyNot(action, {
    scopes: permissions?.scopes ?? [],
    readOnly: permissions?.readOnly ?? false,
    connected: link.mode !== 'down',
    past: Boolean(route.at),
    selected: chosen.length,
    applicable: chosen.filter((session) => applies(action, session)).length,
    paused: target.info.paused === undefined ? null : Boolean(target.info.paused),
    status: target.info.health.status,
  });
}
