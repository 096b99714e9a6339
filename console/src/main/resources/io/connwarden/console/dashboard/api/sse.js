/**
 * A parser of text/event-stream. Feed it the text as it arrives.
 *
 * @param {(event: {id: string, name: string, data: string}) => void} onEvent
 * @param {(id: string) => void} onId called with each id, also with one that has no event
 * @returns {(text: string) => void}
 */
export function eventParser(onEvent, onId = () => {}) {
  let rest = '';
  let id = '';
  let name = '';
  let data = [];
  const field = { id: onNewId, event: (value) => (name = value), data: (value) => data.push(value) };

  function onNewId(value) {
    id = value;
    onId(value);
  }

  function line(text) {
    if (text === '') {
      if (data.length > 0) {
        onEvent({ id, name: name || 'message', data: data.join('\n') });
      }
      name = '';
      data = [];
      return;
    }
    const colon = text.indexOf(':');
    if (colon !== 0) {
      const key = colon < 0 ? text : text.slice(0, colon);
      field[key]?.(colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, ''));
    }
  }

  return (text) => {
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    lines.forEach(line);
  };
}
