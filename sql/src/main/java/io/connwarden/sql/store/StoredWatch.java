package io.connwarden.sql.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where one alert of one target stands between two signs.
 *
 * @param bad bad signs in a row while suspected
 * @param good good signs in a row while firing
 * @param firingSince null while it is only suspected
 */
public record StoredWatch(
        String target,
        String name,
        int bad,
        int good,
        @Nullable Instant firingSince,
        Instant lastBad,
        Instant lastSign) {}
