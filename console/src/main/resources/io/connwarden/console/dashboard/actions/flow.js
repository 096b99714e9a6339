import { get, getAll, post, Problem } from '../api/client.js';
import { watched } from '../app/link.js';
import { state, update } from '../app/state.js';
import { refreshFleet } from '../fleet/load.js';
import { refreshTarget } from '../target/load.js';
import { applies, bodyOf, routeOf, SESSION_ACTIONS } from '../model/commands.js';
import { newPause, pauseFault } from '../model/pause.js';
import { chosenSessions } from '../sessions/chosen.js';
import { t } from '../texts/index.js';
import { newId } from './id.js';

const WAIT_SECONDS = 10;
const MAX_POLLS = 60;
/** After these, a request that acts may have been executed. */
const UNKNOWN_OUTCOMES = [0, 502, 503, 504];

/** Opens the dialog of an action, and its preview if it has one. */
export function openAction(action, target = state.target.id) {
  const sessions = SESSION_ACTIONS.includes(action)
    ? chosenSessions(state).filter((session) => applies(action, session)) : [];
  open(action, target, { idleMinutes: 15, max: 10, pause: newPause(target), sessions, override: false });
}

/**
 * Opens the dialog that ends a pause. One of all targets, of labels or of recurring times is ended as such.
 *
 * @param {object|null} paused the known pause; null for an unknown one of the target
 */
export function openResume(paused, target = state.target?.id) {
  open('resume', paused?.target ?? target, { paused, sessions: [] });
}

function open(action, target, values) {
  update((it) => (it.dialog = { kind: 'action', action, target, values: { ...values, reason: '' }, step: 'edit' }));
  if (action !== 'resume') {
    preview();
  }
}

/** Returns true if the action acts on what a dry run has selected. */
export function selectsSessions(action) {
  return action !== 'pause' && action !== 'resume';
}

/** Returns true if the action needs a reason of its sender. */
export function needsReason(action) {
  return ['terminate', 'transaction', 'cancel', 'pause', 'reject', 'execute'].includes(action);
}

/** Returns true if the values cannot change, because they are being sent or because a repetition must be the same. */
export function isFixed(dialog) {
  return dialog.step === 'executing' || Boolean(dialog.request);
}

/** Changes the reason. */
export function setReason(reason) {
  change((dialog) => (dialog.values.reason = reason));
}

/** Changes a value of the dialog and asks for a new preview. */
export function setValue(name, value) {
  if (change((dialog) => replaceValue(dialog, name, value))) {
    preview();
  }
}

/** Changes a value of the pause. A field that is being typed in has its preview when it is left. */
export function setPause(name, value, isTyped = false) {
  const pause = { ...state.dialog.values.pause, [name]: value };
  if (change((dialog) => replaceValue(dialog, 'pause', pause)) && !isTyped) {
    preview();
  }
}

/** A preview with other values is gone. */
function replaceValue(dialog, name, value) {
  dialog.values[name] = value;
  Object.assign(dialog, { preview: null, problem: null, step: 'edit', ticket: null });
}

function change(apply) {
  if (isFixed(state.dialog)) {
    return false;
  }
  update((it) => apply(it.dialog));
  return true;
}

/** Asks the server for a dry run with the present values. */
export async function preview() {
  const { action, values } = state.dialog;
  if (action === 'pause' && pauseFault(values.pause, Date.now())) {
    return;
  }
  await run('previewing', async (dialog) => {
    const id = newId();
    const body = { ...dialog.values, reason: dialog.values.reason || 'preview' };
    const { path, query } = commandOf(dialog, true);
    const answer = await completed(await post(path, query, bodyOf(dialog.action, body), id), id);
    if (!answer.data) {
      throw new Problem(504, '');
    }
    return { step: 'preview', preview: answer };
  });
}

/**
 * Carries the action out. A cleanup and an emergency act by their plan, so that exactly the seen sessions end. An action
 * on named sessions is a command with the transaction or the query of each session that was seen. A session that is used
 * between preview and action is still the meant one.
 */
export async function execute() {
  await run('executing', (dialog) => carryOut(dialog, async () => {
    const plan = SESSION_ACTIONS.includes(dialog.action) ? null : dialog.preview?.data.plan;
    if (!plan && selectsSessions(dialog.action) && !SESSION_ACTIONS.includes(dialog.action)) {
      throw new Problem(409, t('problem.noPlan'));
    }
    return plan && !(await needsSecondToken(dialog.target, plan)) ? decisionOf('execute', plan, dialog.values)
      : { ...commandOf(dialog, false), body: bodyOf(dialog.action, dialog.values) };
  }));
  refresh();
}

/** Returns true if another token executes the plan. The action is then requested as a command, which answers with the next step. */
async function needsSecondToken(target, { id }) {
  const plans = await getAll('plans', { target });
  return plans.find((plan) => plan.id === id)?.scope === 'approve';
}

function commandOf({ action, target }, dryRun) {
  return { path: `targets/${encodeURIComponent(target)}/${routeOf(action)}`, query: { dryRun, wait: WAIT_SECONDS } };
}

function decisionOf(verb, plan, { reason }) {
  return { path: `plans/${encodeURIComponent(plan.id)}/${verb}`, query: { wait: WAIT_SECONDS }, body: reason ? { reason } : {} };
}

/** Opens the dialog to execute or to reject a plan. */
export function openPlan(verb, plan) {
  update((it) => (it.dialog = { kind: 'plan', action: verb, plan, values: { reason: '' }, step: 'edit' }));
}

/** Sends the decision on a plan. */
export async function decidePlan() {
  await run('executing', (dialog) => carryOut(dialog, () => decisionOf(dialog.action, dialog.plan, dialog.values)));
  refresh();
}

/**
 * Sends a request that acts. It is kept with its key until its outcome is known, so that a repetition after a lost
 * answer is the same request, which the server executes once.
 */
async function carryOut(dialog, requestOf) {
  dialog.request ??= { ...await requestOf(), id: newId() };
  const { path, query, body, id } = dialog.request;
  const answer = await post(path, query, body, id);
  dialog.request.isAccepted = true;
  return { step: 'done', result: await completed(answer, id), request: null };
}

/** Opens the dialog of a past action. */
export async function openResult(id) {
  update((it) => (it.dialog = { kind: 'result', step: 'previewing', values: {} }));
  await run('previewing', async () => {
    const known = state.target?.actions.find((event) => event.id === id);
    return { step: 'done', result: known ?? await get(`actions/${encodeURIComponent(id)}`) };
  });
}

/** Closes the dialog. */
export function closeDialog() {
  update((it) => (it.dialog = null));
}

function refresh() {
  refreshTarget();
  refreshFleet();
}

/**
 * Awaits the result of a command that takes longer than the server waits. An action that waits for a second token has
 * no other result than its plan.
 */
async function completed(answer, id) {
  if (answer.plan) {
    return { ...answer.result, approval: answer.detail };
  }
  let result = answer;
  for (let i = 0; result.httpStatus === 202 && i < MAX_POLLS; i++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    result = await get(`actions/${encodeURIComponent(answer.commandId ?? id)}`).catch((problem) => {
      if (problem.status !== 404) {
        throw problem;
      }
      return answer;
    });
  }
  return result;
}

/** Runs a step of the open dialog. An answer for a dialog that was closed or changed meanwhile is dropped. */
async function run(step, call) {
  const { dialog } = state;
  const ticket = {};
  update(() => Object.assign(dialog, { step, problem: null, ticket }));
  try {
    const changes = await watched(call(dialog));
    finish(dialog, ticket, changes ?? failed(dialog, new Problem(0, '')));
  } catch (problem) {
    finish(dialog, ticket, failed(dialog, problem));
  }
}

function failed(dialog, problem) {
  const { request, preview: shown } = dialog;
  return { step: shown ? 'preview' : 'edit', problem, request: request && isUnknown(request, problem) ? request : null };
}

/** A result in the answer tells the outcome. */
function isUnknown({ isAccepted }, { status, body }) {
  return !body?.result && (isAccepted || UNKNOWN_OUTCOMES.includes(status));
}

function finish(dialog, ticket, changes) {
  if (dialog.ticket === ticket) {
    update(() => Object.assign(dialog, changes));
  }
}
