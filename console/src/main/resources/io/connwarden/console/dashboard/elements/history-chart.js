import { html, render, repeat, UPlot } from '../vendor.js';
import { groupByPlace } from '../model/marks.js';
import { KINDS, stackedColumns } from '../model/series.js';
import { timeOfDay } from '../model/format.js';
import { place } from './place.js';

const HEIGHT = 220;
const AXIS = 44;
const MARK_WIDTH = 11;

/**
 * The stacked chart of sessions with the line of the usable slots and markers of actions.
 *
 * Its `model`: points, from and to in seconds, usable, markers, at, label, names, onTime(seconds), onMarker(marker).
 */
export class HistoryChart extends HTMLElement {
  #plot = null;
  #model = null;
  #canvas = document.createElement('div');
  #marks = document.createElement('div');
  #sizes = new ResizeObserver(() => this.#resize());
  #scheme = matchMedia('(prefers-color-scheme: dark)');
  #onScheme = () => this.#rebuild();

  connectedCallback() {
    this.#canvas.setAttribute('role', 'img');
    this.#marks.className = 'marks';
    this.replaceChildren(this.#marks, this.#canvas);
    this.#sizes.observe(this);
    this.#scheme.addEventListener('change', this.#onScheme);
    this.#rebuild();
  }

  disconnectedCallback() {
    this.#sizes.disconnect();
    this.#scheme.removeEventListener('change', this.#onScheme);
    this.#plot?.destroy();
    this.#plot = null;
  }

  set model(model) {
    const translated = this.#model && this.#model.language !== model.language;
    this.#model = model;
    if (!this.#plot || translated) {
      this.#rebuild();
    } else {
      this.#update();
    }
  }

  #rebuild() {
    if (this.#model && this.isConnected && this.clientWidth > 0) {
      this.#plot?.destroy();
      this.#plot = new UPlot(this.#options(), stackedColumns(this.#model.points), this.#canvas);
      this.#update();
    }
  }

  #update() {
    const { points, from, to, label } = this.#model;
    this.#canvas.setAttribute('aria-label', label);
    this.#plot.batch(() => {
      this.#plot.setData(stackedColumns(points), false);
      this.#plot.setScale('x', { min: from, max: to });
      this.#plot.setScale('y', { min: 0, max: this.#top() });
    });
    this.#drawMarks();
  }

  /** The line of the usable slots is always in sight, and the sessions too if reserved slots are in use. */
  #top() {
    const most = Math.max(1, ...this.#model.points.map((point) => point.totalConnections ?? 0));
    return Math.max(this.#model.usable ?? 0, most) * 1.06;
  }

  #resize() {
    if (!this.#plot) {
      this.#rebuild();
    } else if (this.clientWidth > 0 && this.clientWidth !== this.#plot.width) {
      this.#plot.setSize({ width: this.clientWidth, height: HEIGHT });
      this.#drawMarks();
    }
  }

  #drawMarks() {
    const { markers, from, to, onMarker } = this.#model;
    const visible = markers.filter((marker) => marker.time >= from && marker.time <= to);
    const positions = visible.map((marker) => ({ marker, x: this.#plot.valToPos(marker.time, 'x') + AXIS }));
    render(repeat(groupByPlace(positions, MARK_WIDTH), ({ marker }) => marker.id, ({ marker, x, title }) => html`<button
      class="mark-button ${marker.dryRun || marker.count === 0 ? 'dry' : ''}" title=${title}
      aria-label=${`${timeOfDay(marker.time * 1000)} ${title}`} @click=${() => onMarker(marker)}
      ${place({ left: `${x}px` })}>▼</button>`), this.#marks);
  }

  #options() {
    const style = getComputedStyle(this);
    const color = (name) => style.getPropertyValue(name).trim();
    const axis = { stroke: color('--muted'), grid: { stroke: color('--grid'), width: 1 },
      ticks: { show: false }, font: '11px system-ui, sans-serif' };
    return {
      width: this.clientWidth,
      height: HEIGHT,
      padding: [8, 8, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: { x: { time: true, auto: false }, y: { auto: false } },
      axes: [{ ...axis, size: 26, values: (plot, times) => times.map((time) => axisTime(time, plot)) },
        { ...axis, size: AXIS, incrs: [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000] }],
      series: [{}, ...[...KINDS].reverse().map((kind) => ({ fill: color(`--k-${kind}`), width: 0, points: { show: false },
        spanGaps: false }))],
      hooks: { draw: [(plot) => this.#drawLines(plot, color)], ready: [(plot) => this.#listen(plot)] },
    };
  }

  #listen(plot) {
    plot.over.addEventListener('click', () => {
      if (plot.cursor.idx != null) {
        this.#model.onTime(plot.data[0][plot.cursor.idx]);
      }
    });
  }

  #drawLines(plot, color) {
    const { usable, at } = this.#model;
    if (usable) {
      line(plot, color('--usable'), [6, 4], plot.bbox.left, plot.valToPos(usable, 'y', true),
        plot.bbox.left + plot.bbox.width, plot.valToPos(usable, 'y', true));
    }
    if (at) {
      const x = plot.valToPos(at, 'x', true);
      line(plot, color('--text'), [], x, plot.bbox.top, x, plot.bbox.top + plot.bbox.height);
    }
  }
}

function line(plot, color, dash, x1, y1, x2, y2) {
  const { ctx } = plot;
  ctx.save();
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash(dash.map((length) => length * devicePixelRatio));
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
  ctx.restore();
}

function axisTime(seconds, plot) {
  const range = plot.scales.x.max - plot.scales.x.min;
  const time = timeOfDay(seconds * 1000);
  const date = new Date(seconds * 1000);
  return range > 172_800 ? `${date.getMonth() + 1}/${date.getDate()} ${time.slice(0, 5)}`
    : range > 900 ? time.slice(0, 5) : time;
}

customElements.define('cw-chart', HistoryChart);
