/** The metrics of the monitor. */
@NullMarked
package io.connwarden.monitor.metrics;

import org.jspecify.annotations.NullMarked;
