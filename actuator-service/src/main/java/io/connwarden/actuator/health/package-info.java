/**
 * Consumes health events from Kafka. It writes them to the log in batches, evaluates the alerts and creates automatic
 * commands. An automatic command takes the same path as any other command.
 *
 * <p>The triage only decides if a target is sampled. Actions are decided in {@code decision}.
 */
@NullMarked
package io.connwarden.actuator.health;

import org.jspecify.annotations.NullMarked;
