/** The keys of the dashboard, in the order of the help. */
export const KEYS = [
  { keys: ['?'], text: 'key.help', command: 'help' },
  { keys: ['/'], text: 'key.filter', command: 'filter' },
  { keys: ['j', 'k'], text: 'key.rows', command: 'move' },
  { keys: ['Enter'], text: 'key.open', command: 'open' },
  { keys: ['x'], text: 'key.select', command: 'select' },
  { keys: ['c'], text: 'key.cancel', command: 'cancel' },
  { keys: ['K'], text: 'key.terminate', command: 'terminate' },
  { keys: ['s'], text: 'key.sort', command: 'sort' },
  { keys: ['b'], text: 'key.blockers', command: 'blockers' },
  { keys: ['[', ']'], text: 'key.time', command: 'time' },
  { keys: [' '], text: 'key.hold', command: 'hold' },
  { keys: ['g'], text: 'key.fleet', command: 'fleet' },
  { keys: ['Esc'], text: 'key.escape', command: 'escape' },
];

/** Returns the command of a key; undefined for other keys. */
export function commandOf(key) {
  const name = key === 'Escape' ? 'Esc' : key;
  return KEYS.find(({ keys }) => keys.includes(name))?.command;
}
