package io.connwarden.actuator.pause;

import io.connwarden.contracts.message.PauseWindow;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * The times of a recurring pause. Its begin follows the local time of its zone, also where the clocks change, and its
 * duration is elapsed time. Immutable.
 */
final class RecurringWindow {
    private static final Duration MAX_SHIFT = Duration.ofHours(3);

    private final CronExpression begin;
    private final ZoneId zone;
    private final Duration duration;

    private RecurringWindow(CronExpression begin, ZoneId zone, Duration duration) {
        this.begin = begin;
        this.zone = zone;
        this.duration = duration;
    }

    /** @throws IllegalArgumentException if the expression or the zone is invalid, or no time matches */
    static RecurringWindow of(PauseWindow window) {
        CronExpression begin;
        try {
            begin = CronExpression.parse(window.cron());
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(
                    "window.cron must be six fields such as '0 0 2 * * SUN', was '" + window.cron() + "': "
                            + invalid.getMessage(),
                    invalid);
        }
        ZoneId zone;
        try {
            zone = ZoneId.of(window.zone());
        } catch (DateTimeException invalid) {
            throw new IllegalArgumentException(
                    "window.zone must be a time zone such as Europe/Berlin, was '" + window.zone() + "'", invalid);
        }
        if (begin.next(LocalDateTime.of(2000, 1, 1, 0, 0)) == null) {
            throw new IllegalArgumentException("window.cron matches no time, was '" + window.cron() + "'");
        }
        return new RecurringWindow(begin, zone, Duration.ofMinutes(window.durationMinutes()));
    }

    /** Returns the end of the pause in which the time is; empty outside the window. */
    Optional<Instant> endAt(Instant now) {
        // The expression is evaluated in local time, because it would skip a begin at which the clocks are set forward.
        LocalDateTime latest = LocalDateTime.ofInstant(now, zone).plus(shiftBefore(now));
        LocalDateTime from = LocalDateTime.ofInstant(now, zone).minus(duration).minus(shiftBefore(now));
        for (LocalDateTime local = begin.next(from);
                local != null && !local.isAfter(latest);
                local = begin.next(local)) {
            Instant start = local.atZone(zone).toInstant();
            if (!start.isAfter(now) && now.isBefore(start.plus(duration))) {
                return Optional.of(start.plus(duration));
            }
        }
        return Optional.empty();
    }

    /** Returns the maximum difference of local and elapsed time, if the clocks were changed in or before a pause. */
    private Duration shiftBefore(Instant now) {
        @Nullable ZoneOffsetTransition change =
                zone.getRules().nextTransition(now.minus(duration).minus(MAX_SHIFT));
        return change != null && !change.getInstant().isAfter(now) ? MAX_SHIFT : Duration.ZERO;
    }
}
