import { html } from '../vendor.js';
import '../elements/history-chart.js';
import { setParams } from '../app/router.js';
import { openResult } from '../actions/flow.js';
import { hasCounts, kindsOf } from '../model/slots.js';
import { KINDS, RANGES, windowOf } from '../model/series.js';
import { percent } from '../model/format.js';
import { t, language } from '../texts/index.js';
import { panel, problemPanel, emptyPanel } from './panel.js';
import { goToTime } from './time.js';

/** The stacked chart of the sessions against the usable slots. */
export function chartPanel(state) {
  const range = RANGES[state.route.range] ? state.route.range : '1h';
  return panel('chart', t('chart.title'), content(state, range), ranges(range));
}

function content(state, range) {
  const { target } = state;
  if (range !== '1h' && target.problems.history) {
    return problemPanel(target.problems.history);
  }
  const points = range === '1h' ? target.trend : target.history?.points ?? [];
  if (points.length === 0) {
    return emptyPanel(t(range === '1h' ? 'chart.empty' : 'loading'));
  }
  if (points.every((point) => point.totalConnections == null)) {
    return emptyPanel(t('chart.unreachable'));
  }
  return html`<cw-chart .model=${modelOf(state, points, RANGES[range])}></cw-chart>${legend(state)}`;
}

function modelOf(state, points, limit) {
  const { target, route } = state;
  const { health } = target.info;
  const to = Math.max(Date.parse(points.at(-1).time), route.at ? Date.parse(route.at) : 0) / 1000;
  return {
    points,
    from: to - windowOf(points, to * 1000, limit),
    to,
    usable: health.usableConnections ?? null,
    markers: markersOf(target),
    at: route.at ? Date.parse(route.at) / 1000 : null,
    label: labelOf(health),
    names: KINDS.map((kind) => t(`kind.of.${kind}`)),
    language: language(),
    onTime: (seconds) => goToTime(seconds * 1000),
    onMarker: (marker) => openResult(marker.id),
  };
}

/** A preview is no event of the target, so it has no mark. A dry run of a rule has one: its rule watches. */
function markersOf(target) {
  return target.actions.filter(({ data }) => !(data.dryRun && data.decision.rule === 'COMMAND')).map(({ id, data }) => ({ id, time: Date.parse(data.finishedAt) / 1000, dryRun: data.dryRun,
    count: data.terminatedCount + data.cancelledCount,
    title: t('chart.marker', { rule: data.decision.rule, action: data.action ?? '', n: data.terminatedCount
      + data.cancelledCount }) + (data.dryRun ? ` (${t('dryrun')})` : '') }));
}

function labelOf(health) {
  return health.totalConnections == null ? t('slots.unknown') : t('chart.label', { ...kindsOf(health),
    usable: health.usableConnections, percent: percent(health.slotUtilizationPercentage) });
}

function legend(state) {
  const { health } = state.target.info;
  const kinds = hasCounts(health) ? kindsOf(health) : {};
  return html`<ul class="legend">${[...KINDS].reverse().map((kind) => html`<li><i class="k-${kind}"></i>
    ${t(`kind.of.${kind}`)} <b class="num">${kinds[kind] ?? '–'}</b></li>`)}
    <li><i class="line-usable"></i>${t('chart.usable')} <b class="num">${health.usableConnections ?? '–'}</b></li>
    <li><i class="mark-action">▼</i>${t('chart.action')}</li></ul>`;
}

function ranges(chosen) {
  return html`<div class="segments" role="group" aria-label=${t('chart.range')}>${Object.keys(RANGES).map((range) =>
    html`<button aria-pressed=${range === chosen} @click=${() => setParams({ range: range === '1h' ? null : range })}>${t(`range.${range}`)}</button>`)}</div>`;
}
