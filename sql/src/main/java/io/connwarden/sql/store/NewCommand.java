package io.connwarden.sql.store;

import io.connwarden.contracts.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command as it is to be accepted.
 *
 * @param data the command message as JSON
 * @param cause the health event behind an automatic action; null for a command somebody sent
 */
public record NewCommand(
        EventId id,
        String target,
        String action,
        boolean automatic,
        String requestedBy,
        String reason,
        boolean dryRun,
        String data,
        @Nullable EventId cause,
        Instant expiresAt) {}
