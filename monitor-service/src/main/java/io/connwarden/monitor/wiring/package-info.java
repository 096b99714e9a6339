/**
 * Puts the monitor together: {@link io.connwarden.monitor.wiring.MonitorWiring} is the one place where the parts meet.
 * Beside it: what starts and stops them, and what they show of themselves to Spring's health and Micrometer's
 * metrics. No decision is made here.
 */
@NullMarked
package io.connwarden.monitor.wiring;

import org.jspecify.annotations.NullMarked;
