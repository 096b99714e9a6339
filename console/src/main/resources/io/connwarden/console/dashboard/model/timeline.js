/**
 * The timeline of one target out of actions and alerts, the latest first. It is used where the server has no route
 * /timeline.
 */
export function timelineOf(actions, alerts) {
  const items = [...actions.filter(({ data }) => !isPausePreview(data)).map(ofAction), ...alerts.flatMap(ofAlert)];
  return items.sort((a, b) => Date.parse(b.time) - Date.parse(a.time));
}

/** The preview of a pause selects no session and changes nothing. */
function isPausePreview(result) {
  return result.dryRun && ['PAUSE', 'RESUME'].includes(result.action);
}

function ofAction(event) {
  const { data } = event;
  return { time: data.finishedAt, kind: 'action', target: data.target, title: titleOf(data),
    severity: data.terminatedCount + data.cancelledCount > 0 && !data.dryRun ? 'WARNING' : 'INFO',
    reference: { kind: 'action', id: event.id } };
}

/** Returns an action in a few words: R1 EMERGENCY, COMMAND TERMINATE. */
export function titleOf(result) {
  return [result.decision.rule, result.action].filter(Boolean).join(' ');
}

function ofAlert(event) {
  const { data } = event;
  const base = { kind: 'alert', target: data.target, reference: { kind: 'alert', id: event.id } };
  const firing = { ...base, time: data.startsAt, title: data.name, severity: data.severity, firing: true,
    summary: data.summary };
  return data.state === 'RESOLVED'
    ? [firing, { ...base, time: data.endsAt, title: data.name, severity: 'INFO', firing: false }]
    : [firing];
}
