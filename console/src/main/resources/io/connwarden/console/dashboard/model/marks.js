/**
 * Groups marks that would cover each other. A group stands at the place of its mark with the most ended sessions, and
 * its title names all.
 *
 * @param {Array<{marker: {count: number, dryRun: boolean, title: string}, x: number}>} marks in any order
 * @param {number} width of a mark, in the unit of x
 */
export function groupByPlace(marks, width) {
  const groups = [];
  for (const mark of [...marks].sort((a, b) => a.x - b.x)) {
    const last = groups.at(-1);
    if (last && mark.x - last.start < width) {
      last.all.push(mark);
    } else {
      groups.push({ start: mark.x, all: [mark] });
    }
  }
  return groups.map(({ all }) => ({ ...all.reduce(larger), title: all.map(({ marker }) => marker.title).join('\n') }));
}

function larger(a, b) {
  return endedBy(b) > endedBy(a) ? b : a;
}

function endedBy({ marker }) {
  return marker.dryRun ? -1 : marker.count;
}
