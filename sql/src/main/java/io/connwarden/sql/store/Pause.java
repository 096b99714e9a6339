package io.connwarden.sql.store;

import java.time.Instant;

/**
 * A standing order to signal nobody.
 *
 * @param target a target, or {@code *} for all of them
 */
public record Pause(String target, String pausedBy, String reason, Instant since) {}
