/**
 * A parser of text/event-stream. Feed it the text as it arrives.
 *
 * @param {(event: {id: string, name: string, data: string}) => void} onEvent
 * @returns {(text: string) => void}
 */
export function eventParser(onEvent) {
  let rest = '';
  let id = '';
  let name = '';
  let data = [];
  const field = { id: (value) => (id = value), event: (value) => (name = value), data: (value) => data.push(value) };

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
