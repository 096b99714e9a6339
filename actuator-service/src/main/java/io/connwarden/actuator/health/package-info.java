/**
 * Reads health events from Kafka: writes them into the log in batches, shows them to the alerts, and turns the newest one
 * of a target that calls for action into an automatic command, which takes the same road as any other.
 *
 * <p>What to do about a target is not decided here, only whether to look.
 */
@NullMarked
package io.connwarden.actuator.health;

import org.jspecify.annotations.NullMarked;
