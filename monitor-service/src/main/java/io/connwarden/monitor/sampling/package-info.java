/**
 * Sampling of targets: the intervals, the tripwire, and one thread per target.
 *
 * <p>{@link io.connwarden.monitor.sampling.TargetMonitor} monitors one target, {@link
 * io.connwarden.monitor.sampling.Tripwire} evaluates the readings between full samples, and {@link
 * io.connwarden.monitor.sampling.TargetMonitorThread} waits between steps. The status of a sample is determined in
 * {@code contracts.assessment}. {@link io.connwarden.monitor.sampling.LatestHealth} holds the latest health event of
 * each target. This package must not use Kafka or a Spring context, and contains no means to signal
 * a session.
 */
@NullMarked
package io.connwarden.monitor.sampling;

import org.jspecify.annotations.NullMarked;
