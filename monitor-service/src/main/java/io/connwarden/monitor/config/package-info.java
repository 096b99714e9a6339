/**
 * The configuration of the monitor: its own block {@code connwarden.monitor} and the blocks shared with the actuator.
 * It is read once at the start; an invalid value ends the start with one sentence. This package contains values only.
 */
@NullMarked
package io.connwarden.monitor.config;

import org.jspecify.annotations.NullMarked;
