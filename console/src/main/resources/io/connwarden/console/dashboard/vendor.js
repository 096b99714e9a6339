/**
 * The libraries of the dashboard. No other module names a library, so a version is written here and in the pom only.
 * The imports of lit-html are relative: it needs no import map, which a strict policy would refuse as inline script.
 */
export { html, svg, nothing, noChange, render } from '../webjars/lit-html/3.3.2/lit-html.js';
export { directive, Directive } from '../webjars/lit-html/3.3.2/directive.js';
export { repeat } from '../webjars/lit-html/3.3.2/directives/repeat.js';
export { guard } from '../webjars/lit-html/3.3.2/directives/guard.js';
export { live } from '../webjars/lit-html/3.3.2/directives/live.js';
export { default as UPlot } from '../webjars/uplot/1.6.30/dist/uPlot.esm.js';
