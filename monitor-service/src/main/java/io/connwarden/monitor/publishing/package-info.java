/**
 * Publishing of health events and snapshots to Kafka without delaying the sampling of targets.
 *
 * <p>{@link io.connwarden.monitor.publishing.LatestEventQueue} holds the latest event of each target. Health events and
 * snapshots have a queue each. {@link io.connwarden.monitor.publishing.LatestEventPublisher} sends these events in its
 * own thread, after the topic is provisioned. This package must not use PostgreSQL or a Spring context.
 */
@NullMarked
package io.connwarden.monitor.publishing;

import org.jspecify.annotations.NullMarked;
