/**
 * Looking at targets: when to look, what the tripwire says, and one thread per target that does it.
 *
 * <p>Read in this order: {@link io.connwarden.monitor.sampling.TargetMonitor} is the story of one target,
 * {@link io.connwarden.monitor.sampling.Tripwire} decides between full samples, and
 * {@link io.connwarden.monitor.sampling.TargetMonitorThread} lets time pass. What a sample means is not decided here but in
 * {@code contracts.assessment}. Nothing here knows Kafka or Spring, and nothing here can signal a session.
 */
@NullMarked
package io.connwarden.monitor.sampling;

import org.jspecify.annotations.NullMarked;
