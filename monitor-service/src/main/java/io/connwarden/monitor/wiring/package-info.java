/**
 * The wiring of the monitor: {@link io.connwarden.monitor.wiring.MonitorWiring} is the single place that composes its
 * parts. The health indicators and the start of the diagnosis are here too. No decision is made in this package.
 */
@NullMarked
package io.connwarden.monitor.wiring;

import org.jspecify.annotations.NullMarked;
