package io.connwarden.sql.store;

import io.connwarden.contracts.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command whose lease the caller holds.
 *
 * @param seq its place in the order of acceptance, and its key in the store
 * @param data the command message as JSON
 * @param cause the health event behind an automatic action; null for a command somebody sent
 * @param startedAt when it was taken up for the first time
 * @param attempts how often it was taken up, this time included; above 1 after a crash or an outage
 */
public record ClaimedCommand(
        long seq,
        EventId id,
        String target,
        boolean automatic,
        String data,
        @Nullable EventId cause,
        Instant acceptedAt,
        Instant expiresAt,
        Instant startedAt,
        int attempts) {}
