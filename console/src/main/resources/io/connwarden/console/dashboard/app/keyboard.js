import { tryAction } from '../actions/buttons.js';
import { selectTargets } from '../fleet/select.js';
import { chosenSessions } from '../sessions/chosen.js';
import { moveCursor, toggleSelected } from '../sessions/select.js';
import { open } from '../sessions/table.js';
import { stepInTime, toggleHold, release } from '../target/time.js';
import { commandOf } from './keys.js';
import { goTo, setParams } from './router.js';
import { state, update } from './state.js';

const EVERYWHERE = {
  help: () => update((it) => (it.dialog = { kind: 'help' })),
  filter: () => focusOn('#filter'),
  fleet: () => goTo({}),
};

const ON_FLEET = {
  move: (key) => moveTarget(key === 'j' ? 1 : -1),
  open: () => openTarget(),
};

const ON_TARGET = {
  move: (key) => moveCursor(key === 'j' ? 1 : -1),
  open: () => chosenSessions(state).length > 0 && open(current() ?? chosenSessions(state)[0]),
  select: () => toggleSelected(state.target.current),
  cancel: () => tryAction('cancel'),
  terminate: () => tryAction('terminate'),
  sort: () => focusOn('#sort'),
  blockers: () => focusOn('#panel-blockers'),
  time: (key) => stepInTime(key === '[' ? -1 : 1),
  hold: toggleHold,
  escape: leaveSpecialView,
};

/** Listens to the keys of the page. Keys in a field, in a dialog and with modifiers keep their usual meaning. */
export function startKeyboard() {
  addEventListener('keydown', (event) => {
    const command = commandOf(event.key);
    if (!command || event.ctrlKey || event.metaKey || event.altKey || state.dialog || isTaken(event)) {
      return;
    }
    const handler = EVERYWHERE[command] ?? (state.route.target ? state.target?.info && ON_TARGET[command] : ON_FLEET[command]);
    if (handler) {
      event.preventDefault();
      handler(event.key);
    }
  });
}

/** A field takes every key but Escape, which leaves it; a button or a link takes Enter and space. */
function isTaken(event) {
  const { target } = event;
  if (target.matches('input:not([type=checkbox]):not([type=range]), select, textarea')) {
    if (event.key === 'Escape') {
      target.blur();
    }
    return true;
  }
  return target.matches('button, a, summary, input') && (event.key === 'Enter' || event.key === ' ');
}

function focusOn(selector) {
  const element = document.querySelector(selector);
  element?.closest('details')?.setAttribute('open', '');
  element?.focus();
  element?.scrollIntoView({ block: 'nearest' });
}

function current() {
  return chosenSessions({ ...state, target: { ...state.target, selected: new Set() } })[0];
}

function moveTarget(step) {
  const last = selectTargets(state).length - 1;
  update((it) => (it.fleet.cursor = Math.max(0, Math.min(last, it.fleet.cursor + step))));
  requestAnimationFrame(() => document.querySelector('[data-current]')?.scrollIntoView({ block: 'nearest' }));
}

function openTarget() {
  const target = selectTargets(state)[state.fleet.cursor];
  if (target) {
    goTo({ target: target.id });
  }
}

function leaveSpecialView() {
  if (state.route.at) {
    setParams({ at: null });
  } else if (state.target.held) {
    release();
  } else {
    update((it) => it.target.selected.clear());
  }
}
