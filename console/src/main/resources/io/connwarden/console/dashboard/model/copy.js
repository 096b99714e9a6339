import { SESSION_ACTIONS, bodyOf, routeOf } from './commands.js';
import { pauseEnd } from './pause.js';

/** Returns a text as one word of a POSIX shell. */
export function shellWord(text) {
  return /^[A-Za-z0-9_./:=?&%,@-]+$/.test(text) && !text.includes('&') && !text.includes('?')
    ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Returns a text as a literal of SQL. */
export function sqlLiteral(text) {
  return `'${String(text).replaceAll("'", "''")}'`;
}

/**
 * The call of an action with curl. The token is a variable of the shell, so it is not copied.
 *
 * @param {string} base address of the API
 */
export function curlOfAction(base, target, action, values, dryRun) {
  const url = `${base}targets/${encodeURIComponent(target)}/${routeOf(action)}?dryRun=${dryRun}`;
  return `curl -X POST ${shellWord(url)} \\\n  -H "Authorization: Bearer $CONNWARDEN_TOKEN" \\\n`
    + `  -H 'Content-Type: application/json' \\\n  -d ${shellWord(JSON.stringify(bodyOf(action, values)))}`;
}

/** The call of a read with curl. */
export function curlOfRead(url) {
  return `curl ${shellWord(url)} -H "Authorization: Bearer $CONNWARDEN_TOKEN"`;
}

/** The command as a record for kcat. The id is made by the shell, because each command needs its own. */
export function kcatOfAction(target, action, values, dryRun, name) {
  const data = { action: routeOf(action).toUpperCase(), target, ...dataOf(action, values), dryRun, requestedBy: name,
    reason: values.reason || 'from the dashboard' };
  const event = { specversion: '1.0', type: 'io.connwarden.command.v1', source: 'urn:me', id: '%s', subject: target,
    time: '%s', datacontenttype: 'application/json', data };
  const format = formatOf(JSON.stringify(event));
  return `printf ${shellWord(`${target}:${format}\\n`)} "try-$(date +%s)-$$" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" \\\n`
    + "  | kcat -b $BROKER -t connwarden.commands -P -K: -H 'content-type=application/cloudevents+json'";
}

/** Escapes what printf would read in its format, except the two places. */
function formatOf(json) {
  return json.replaceAll('\\', '\\\\').replaceAll('%', '%%')
    .replace('"id":"%%s"', '"id":"%s"').replace('"time":"%%s"', '"time":"%s"');
}

function dataOf(action, values) {
  if (SESSION_ACTIONS.includes(action)) {
    const sessions = values.sessions.map(({ pid, backendStart }) => ({ pid, backendStart }));
    return { sessions, ...(values.override ? { override: ['G5'] } : {}) };
  }
  const { reason, duration, ...rest } = bodyOf(action, values);
  return duration ? { ...rest, until: pauseEnd(values.pause, Date.now()) } : rest;
}

/**
 * The action as SQL for psql; null if SQL has no counterpart of it. A pid alone never names a session. The end of a
 * transaction and the cancel of a query have none, because their check of the shown work would be lost.
 */
export function sqlOfAction(action, values) {
  if (action === 'cleanup') {
    return `SELECT * FROM connwarden.terminate_idle_connections(${values.idleMinutes}, ${values.max});`;
  }
  if (action !== 'terminate') {
    return null;
  }
  const rows = values.sessions.map((each) => `(${each.pid}, timestamptz ${sqlLiteral(each.backendStart)})`);
  return `SELECT pid, pg_terminate_backend(pid)\nFROM pg_stat_activity\nWHERE (pid, backend_start) IN (\n  `
    + `${rows.join(',\n  ')});`;
}

const SQL_COLUMNS = { state: 'state', application: 'application_name', user: 'usename', database: 'datname' };

/** The end of a prepared transaction as SQL. It must be sent in the database of the transaction. */
export function sqlOfRollback(gid) {
  return `ROLLBACK PREPARED ${sqlLiteral(gid)}`;
}

/** The filtered sessions table as SQL. */
export function sqlOfSessions(filters) {
  const conditions = Object.entries(SQL_COLUMNS)
    .filter(([name]) => filters[name])
    .map(([name, column]) => `\n  AND ${column} = ${sqlLiteral(filters[name])}`);
  return 'SELECT pid, backend_start, usename, application_name, datname, client_addr, state,\n'
    + '  state_change, xact_start, wait_event_type, wait_event, pg_blocking_pids(pid)\nFROM pg_stat_activity\n'
    + `WHERE backend_type = 'client backend'${conditions.join('')}\nORDER BY xact_start NULLS LAST;`;
}
