/**
 * What the monitor is told to do: its own block {@code connwarden.monitor} and what it shares with the actuator, read
 * once at the start. What is wrong ends the start in one sentence. Only values live here; nothing acts.
 */
@NullMarked
package io.connwarden.monitor.config;

import org.jspecify.annotations.NullMarked;
