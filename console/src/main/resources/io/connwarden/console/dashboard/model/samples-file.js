/** The type of the event in each line of a file of samples. */
export const SAMPLE_TYPE = 'io.connwarden.sessions.v1';
export const MAX_FILE_BYTES = 100 * 1024 * 1024;
/** The route `actions/{id}/samples` writes as many. */
export const MAX_SAMPLES = 1000;

const FAMILY = SAMPLE_TYPE.replace(/v\d+$/, '');

/**
 * The refusal of a file. `text` is the key of a text that names the line and the remedy, and `values` has its values.
 * `line` is 0 for a problem of the whole file.
 */
export class SamplesFileError extends Error {
  constructor(text, values = {}) {
    super(`${text} ${JSON.stringify(values)}`);
    this.text = text;
    this.values = values;
    this.line = values.line ?? 0;
  }
}

/**
 * Reads a file of samples, as the export of the samples of a target writes it.
 *
 * @param {{size: number, text: () => Promise<string>}} file
 * @throws {SamplesFileError}
 */
export async function readSamplesFile(file) {
  if (file.size > MAX_FILE_BYTES) {
    throw new SamplesFileError('file.tooLarge', { size: megabytes(file.size), max: megabytes(MAX_FILE_BYTES) });
  }
  return parseSamples(await file.text());
}

function megabytes(bytes) {
  return Math.ceil(bytes / 1024 / 1024);
}

/**
 * Parses the lines of a file of samples. Empty lines are ignored, and a sample that occurs twice is kept once.
 *
 * @returns {{target: string, samples: Array<object>, incomplete: boolean}} the samples in the order of time; incomplete
 *     if the server could not write all of them
 * @throws {SamplesFileError}
 */
export function parseSamples(text) {
  const byTime = new Map();
  let target = null;
  let incomplete = false;
  text.split('\n').forEach((content, index) => {
    if (content.trim() === '') {
      return;
    }
    const line = index + 1;
    const event = objectOf(content, line);
    if ('incomplete' in event) {
      incomplete = true;
      return;
    }
    const sample = sampleOf(event, line);
    target ??= sample.target;
    if (sample.target !== target) {
      throw new SamplesFileError('file.otherTarget', { line, target: sample.target, first: target });
    }
    byTime.set(Date.parse(sample.capturedAt), sample);
    if (byTime.size > MAX_SAMPLES) {
      throw new SamplesFileError('file.tooMany', { line, max: MAX_SAMPLES });
    }
  });
  if (target === null) {
    throw new SamplesFileError('file.empty');
  }
  return { target, samples: [...byTime].sort(([a], [b]) => a - b).map(([, sample]) => sample), incomplete };
}

function objectOf(content, line) {
  let value;
  try {
    value = JSON.parse(content.charCodeAt(0) === 0xfeff ? content.slice(1) : content);
  } catch {
    throw new SamplesFileError('file.notJson', { line });
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new SamplesFileError('file.notSample', { line, type: SAMPLE_TYPE });
  }
  return value;
}

function sampleOf({ type, data }, line) {
  if (type !== SAMPLE_TYPE) {
    const isOtherVersion = typeof type === 'string' && type.startsWith(FAMILY);
    throw new SamplesFileError(isOtherVersion ? 'file.version' : 'file.notSample',
      isOtherVersion ? { line, type: type.slice(0, 100), known: SAMPLE_TYPE } : { line, type: SAMPLE_TYPE });
  }
  const problem = problemOf(data);
  if (problem) {
    throw new SamplesFileError('file.malformed', { line, field: problem });
  }
  return data;
}

/** Returns the name of the first field without a valid value; null if all are valid. */
function problemOf(data) {
  if (data === null || typeof data !== 'object') {
    return 'data';
  }
  const isTime = (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
  const checks = {
    target: (value) => typeof value === 'string' && /^[A-Za-z0-9._-]{1,63}$/.test(value),
    capturedAt: isTime,
    serverTime: isTime,
    omittedRows: (value) => Number.isInteger(value) && value >= 0,
    columns: (value) => Array.isArray(value) && value.includes('pid') && value.every((name) => typeof name === 'string'),
    rows: (value) => Array.isArray(value) && value.every((row) => Array.isArray(row)),
  };
  const invalid = Object.keys(checks).find((field) => !checks[field](data[field]));
  return invalid ?? (data.rows.every((row) => isRow(data.columns, row)) ? null : 'rows');
}

const TEXT = ['user', 'database', 'application', 'clientAddress', 'state', 'waitEventType', 'waitEvent', 'sessionClass',
  'guard'];
const TIMES = ['backendStart', 'stateChange', 'xactStart', 'queryStart'];

function isRow(columns, row) {
  return columns.every((column, i) => {
    const value = row[i] ?? null;
    if (column === 'pid') {
      return Number.isInteger(value) && value > 0;
    }
    if (column === 'blockedBy') {
      return value === null || (Array.isArray(value) && value.every(Number.isInteger));
    }
    return value === null || !(TEXT.includes(column) || TIMES.includes(column))
      || (typeof value === 'string' && (!TIMES.includes(column) || !Number.isNaN(Date.parse(value))));
  });
}

/**
 * The list of the samples, as the route `samples` of a target answers it.
 *
 * @param {Array<object>} samples of {@link parseSamples}
 */
export function listOf(samples) {
  return samples.map(({ capturedAt, rows, omittedRows }) =>
    ({ capturedAt, sessions: rows.length + omittedRows, omitted: omittedRows }));
}

/** The sessions of a sample, as the route `sessions` of a target answers them. The ids select rows and name no session. */
export function sessionsOf(sample) {
  const at = Date.parse(sample.serverTime);
  const rows = rowsOf(sample);
  const blocks = new Map();
  rows.forEach((row) => new Set(row.blockedBy).forEach((pid) => blocks.set(pid, (blocks.get(pid) ?? 0) + 1)));
  const items = rows.map((row) => sessionOf(row, at, blocks.get(row.pid) ?? 0));
  return { capturedAt: sample.capturedAt, total: items.length + sample.omittedRows, matching: items.length,
    omitted: sample.omittedRows, items, nextCursor: null };
}

function rowsOf({ columns, rows }) {
  return rows.map((row) => {
    const named = Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null]));
    return { ...named, blockedBy: named.blockedBy ?? [] };
  });
}

function sessionOf(row, at, blocks) {
  const runs = ['active', 'fastpath function call'].includes(row.state);
  return { sessionId: `file-${row.pid}-${row.backendStart ?? ''}`, transactionId: null, queryId: null, pid: row.pid,
    backendStart: row.backendStart ?? null, user: row.user ?? null, application: row.application ?? null,
    database: row.database ?? null, client: row.clientAddress ?? null, state: row.state ?? null,
    stateAgeSeconds: age(row.stateChange, at), transactionAgeSeconds: age(row.xactStart, at),
    queryAgeSeconds: runs ? age(row.queryStart, at) : null, sessionAgeSeconds: age(row.backendStart, at),
    waitEventType: row.waitEventType ?? null, waitEvent: row.waitEvent ?? null, waitsFor: row.blockedBy, blocks,
    class: row.sessionClass ?? null, guard: row.guard ?? null };
}

function age(since, at) {
  return since == null ? null : Math.max(0, at - Date.parse(since)) / 1000;
}

/** The applications of a sample, as the route `applications` of a target answers them. */
export function applicationsOf(sample) {
  const groups = new Map();
  sessionsOf(sample).items.forEach((session) => {
    add(groups, session.application ?? '', session);
  });
  const items = [...groups].map(([application, sessions]) => applicationOf(application, sessions));
  items.sort((a, b) => b.total - a.total || (a.application < b.application ? -1 : 1));
  return { capturedAt: sample.capturedAt, items };
}

function add(groups, key, value) {
  groups.has(key) ? groups.get(key).push(value) : groups.set(key, [value]);
}

function applicationOf(application, sessions) {
  const count = (condition) => sessions.filter(condition).length;
  const longest = (ages) => ages.reduce((max, each) => (each !== null && (max === null || each > max) ? each : max), null);
  const idle = sessions.filter((session) => session.state === 'idle');
  const users = new Set(sessions.map((session) => session.user));
  return { application, user: users.size === 1 ? sessions[0].user : null, total: sessions.length,
    active: count((session) => session.state === 'active'), idle: idle.length,
    idleInTransaction: count((session) => session.state?.startsWith('idle in transaction')),
    zombie: count((session) => session.class === 'ZOMBIE'),
    longestTransactionSeconds: longest(sessions.map((session) => session.transactionAgeSeconds)),
    longestIdleSeconds: longest(idle.map((session) => session.stateAgeSeconds)) };
}

/**
 * The sessions that wait for each other as trees, as the route `blockers` of a target answers them. A session has one
 * place, below the blocker that is closest to a root.
 */
export function blockersOf(sample) {
  const sessions = new Map(sessionsOf(sample).items.map((session) => [session.pid, session]));
  const waiting = new Map();
  sessions.forEach((session) => new Set(session.waitsFor).forEach((pid) => add(waiting, pid, session)));
  const placed = new Set();
  const treeOf = (pid, inCycle) => {
    const root = nodeOf(pid, sessions.get(pid), inCycle);
    placed.add(pid);
    const places = [root];
    for (let place = places.shift(); place; place = places.shift()) {
      (waiting.get(place.pid) ?? []).filter((session) => !placed.has(session.pid)).forEach((session) => {
        placed.add(session.pid);
        const node = nodeOf(session.pid, session, false);
        place.waiting.push(node);
        places.push(node);
      });
    }
    return root;
  };
  const roots = [...waiting.keys()].filter((pid) => !sessions.get(pid)?.waitsFor.length);
  const items = roots.map((pid) => treeOf(pid, false));
  sessions.forEach((session) => {
    if (session.waitsFor.length && !placed.has(session.pid)) {
      items.push(treeOf(firstOfCycle(session, sessions), true));
    }
  });
  return { capturedAt: sample.capturedAt, items };
}

/** Follows the blockers of a session without a place. They all wait, so the walk meets a cycle. */
function firstOfCycle(session, sessions) {
  const passed = new Set();
  let current = session;
  while (!passed.has(current.pid)) {
    passed.add(current.pid);
    current = sessions.get(current.waitsFor[0]);
  }
  return current.pid;
}

function nodeOf(pid, session, inCycle) {
  return { pid, label: session ? null : pid === 0 ? 'prepared transaction' : 'process without a row in the snapshot',
    sessionId: session?.sessionId ?? null, user: session?.user ?? null, application: session?.application ?? null,
    state: session?.state ?? null, transactionAgeSeconds: session?.transactionAgeSeconds ?? null,
    waitsFor: session?.waitsFor ?? [], inCycle, waiting: [] };
}
