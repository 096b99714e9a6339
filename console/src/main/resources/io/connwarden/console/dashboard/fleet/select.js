import { ageOf } from '../model/freshness.js';
import { byTrouble, matchesTarget } from '../model/trouble.js';

/** Returns the targets that the filters of the address select, in the order of trouble. */
export function selectTargets(state) {
  const now = Date.now();
  const { fleet, route } = state;
  return [...fleet.targets.values()]
    .map((target) => ({ ...target, source: target, age: ageOf(target, now), alerts: fleet.alerts.get(target.id) ?? [] }))
    .filter((target) => matchesTarget(target, route.q ?? '', route.status))
    .sort(byTrouble);
}
