import { get, post, Problem } from '../api/client.js';
import { watched } from '../app/link.js';
import { state, update } from '../app/state.js';
import { refreshTarget } from '../target/load.js';
import { applies, bodyOf, pauseEnd, routeOf, SESSION_ACTIONS } from '../model/commands.js';
import { chosenSessions } from '../sessions/rows.js';
import { t } from '../texts/index.js';
import { newId } from './id.js';

const WAIT_SECONDS = 10;
const MAX_POLLS = 60;

/** Opens the dialog of an action, and its preview if it has one. */
export function openAction(action) {
  const sessions = chosenSessions(state).filter((session) => applies(action, session));
  const values = { idleMinutes: 15, max: 10, minutes: 5, sessions, reason: '', override: false };
  update((it) => (it.dialog = { kind: 'action', action, target: it.target.id, values, step: 'edit' }));
  if (hasPreview(action)) {
    preview();
  }
}

/** Returns true if a dry run of the action tells which sessions it ends. */
export function hasPreview(action) {
  return action !== 'pause' && action !== 'resume';
}

/** Returns true if the action needs a reason of its sender. */
export function needsReason(action) {
  return ['terminate', 'transaction', 'cancel', 'pause', 'reject', 'execute'].includes(action);
}

/** Changes a value of the dialog. A preview with other values is gone. What is being carried out does not change. */
export function setValue(name, value) {
  if (state.dialog.step === 'executing') {
    return;
  }
  const parameters = name !== 'reason';
  update(({ dialog }) => {
    dialog.values[name] = value;
    dialog.id = null;
    if (parameters) {
      Object.assign(dialog, { preview: null, problem: null, step: 'edit' });
    }
  });
  if (parameters && hasPreview(state.dialog.action)) {
    preview();
  }
}

/** Asks the server for a dry run with the present values. */
export async function preview() {
  await run('previewing', async (dialog) => {
    const { reason, ...values } = dialog.values;
    const id = newId();
    const answer = await completed(await send(dialog, { ...values, reason: reason || 'preview' }, true, id), id);
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
  await run('executing', async (dialog) => {
    dialog.id ??= newId();
    const plan = SESSION_ACTIONS.includes(dialog.action) ? null : dialog.preview?.data.plan;
    if (!plan && hasPreview(dialog.action) && !SESSION_ACTIONS.includes(dialog.action)) {
      throw new Problem(409, t('problem.noPlan'));
    }
    const { reason } = dialog.values;
    const answer = plan
      ? await post(`plans/${encodeURIComponent(plan.id)}/execute`, { wait: WAIT_SECONDS }, reason ? { reason } : {}, dialog.id)
      : await send(dialog, dialog.values, false, dialog.id);
    return { step: 'done', result: await completed(answer, dialog.id) };
  });
  refreshTarget();
}

function send(dialog, values, dryRun, id) {
  const action = dialog.action;
  const until = pauseEnd(values.minutes, Date.now());
  const body = bodyOf(action, { ...values, until });
  const path = `targets/${encodeURIComponent(dialog.target)}/${routeOf(action)}`;
  return post(path, { dryRun, wait: WAIT_SECONDS }, body, id);
}

/** Opens the dialog to execute or to reject a plan of a rule. */
export function openPlan(verb, plan) {
  update((it) => (it.dialog = { kind: 'plan', action: verb, plan, values: { reason: '' }, step: 'edit' }));
}

/** Sends the decision on a plan. */
export async function decidePlan() {
  await run('executing', async (dialog) => {
    dialog.id ??= newId();
    const path = `plans/${encodeURIComponent(dialog.plan.id)}/${dialog.action}`;
    const answer = await post(path, { wait: WAIT_SECONDS }, { reason: dialog.values.reason }, dialog.id);
    return { step: 'done', result: await completed(answer, dialog.id) };
  });
  refreshTarget();
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

/** Awaits the result of a command that takes longer than the server waits. */
async function completed(answer, id) {
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
  const before = dialog.preview;
  try {
    const changes = await watched(call(dialog));
    finish(dialog, ticket, changes ?? { step: 'edit', problem: new Problem(0, '') });
  } catch (problem) {
    finish(dialog, ticket, { step: before ? 'preview' : 'edit', problem });
  }
}

function finish(dialog, ticket, changes) {
  if (dialog.ticket === ticket) {
    update(() => Object.assign(dialog, changes));
  }
}
