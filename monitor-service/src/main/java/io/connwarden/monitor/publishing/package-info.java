/**
 * Publishing of health events to Kafka without delaying the sampling of targets.
 *
 * <p>{@link io.connwarden.monitor.publishing.HealthEventQueue} holds the latest event of each target.
 * {@link io.connwarden.monitor.publishing.HealthPublisher} sends these events in its own thread, after the topic is
 * provisioned. This package must not use PostgreSQL or a Spring context.
 */
@NullMarked
package io.connwarden.monitor.publishing;

import org.jspecify.annotations.NullMarked;
