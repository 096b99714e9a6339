import { html, nothing, render, repeat } from '../vendor.js';
import { place } from './place.js';

const OVERSCAN = 12;

/**
 * A grid with a fixed height per row that renders the visible rows only, so 5,000 rows scroll like 50.
 *
 * Its `model`: rows, rowHeight in pixels, cursor (index of the current row), header (template), row(row, index) and
 * key(row, index).
 */
export class VirtualRows extends HTMLElement {
  #model = { rows: [], rowHeight: 28, cursor: -1, header: nothing, row: () => nothing, key: (row, i) => i };
  #observer = new ResizeObserver(() => this.#draw());

  connectedCallback() {
    this.addEventListener('scroll', this.#onScroll, { passive: true });
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    this.removeEventListener('scroll', this.#onScroll);
    this.#observer.disconnect();
  }

  #onScroll = () => this.#draw();

  set model(model) {
    const moved = model.cursor !== this.#model.cursor;
    this.#model = model;
    this.#draw();
    if (moved && model.cursor >= 0) {
      this.#reveal(model.cursor);
    }
  }

  #reveal(index) {
    const { rowHeight } = this.#model;
    const header = this.querySelector('.grid-head')?.offsetHeight ?? 0;
    const top = index * rowHeight;
    const visible = this.clientHeight - header;
    if (top < this.scrollTop) {
      this.scrollTop = top;
    } else if (top + rowHeight > this.scrollTop + visible) {
      this.scrollTop = top + rowHeight - visible;
    }
  }

  #draw() {
    const { rows, rowHeight, header, row, key } = this.#model;
    const first = Math.max(0, Math.floor(this.scrollTop / rowHeight) - OVERSCAN);
    const last = Math.min(rows.length, Math.ceil((this.scrollTop + this.clientHeight) / rowHeight) + OVERSCAN);
    const visible = rows.slice(first, last).map((each, i) => ({ each, index: first + i }));
    render(html`${header}
      <div class="grid-body" role="rowgroup" ${place({ height: `${rows.length * rowHeight}px` })}>
        <div class="grid-window" role="presentation" ${place({ transform: `translateY(${first * rowHeight}px)` })}>
          ${repeat(visible, ({ each, index }) => key(each, index), ({ each, index }) => row(each, index))}
        </div>
      </div>`, this);
  }
}

customElements.define('cw-rows', VirtualRows);
