package io.connwarden.actuator.decision.situation;

import java.time.Instant;

/**
 * The effect of one action on one application.
 *
 * @param application the {@link ConnectionPools.Pool#name} of its pool
 * @param before sessions of the application at the decision
 * @param terminated sessions of the application that the action terminated
 * @param actedAt time of the decision, by the clock of {@link Situation#now}
 */
public record ApplicationRelief(String application, int before, int terminated, Instant actedAt) {}
