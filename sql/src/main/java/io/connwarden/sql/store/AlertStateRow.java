package io.connwarden.sql.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where one alert of one target stands between two signs.
 *
 * @param badCount bad signs in a row while suspected
 * @param goodCount good signs in a row while firing
 * @param firingSince null while it is only suspected
 */
public record AlertStateRow(
        String target,
        String name,
        int badCount,
        int goodCount,
        @Nullable Instant firingSince,
        Instant lastBadAt,
        Instant lastEvaluatedAt) {}
