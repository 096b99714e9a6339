/**
 * Getting health events to Kafka without ever holding up a look at a target.
 *
 * <p>{@link io.connwarden.monitor.publishing.LatestPerTarget} is where a watch leaves its newest event;
 * {@link io.connwarden.monitor.publishing.HealthPublisher} takes them from there in its own thread. The topic is seen
 * to first ({@link io.connwarden.monitor.publishing.HealthTopicProvisioner}). Nothing here knows PostgreSQL or Spring.
 */
@NullMarked
package io.connwarden.monitor.publishing;

import org.jspecify.annotations.NullMarked;
