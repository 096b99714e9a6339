package io.connwarden.runtime;

import io.connwarden.contracts.message.PauseSummary;
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
public final class RecurringWindow {
    private static final Duration MAX_SHIFT = Duration.ofHours(3);

    private final CronExpression begin;
    private final ZoneId zone;
    private final Duration duration;

    private RecurringWindow(CronExpression begin, ZoneId zone, Duration duration) {
        this.begin = begin;
        this.zone = zone;
        this.duration = duration;
    }

    /**
     * Reads the window.
     *
     * @throws IllegalArgumentException if the expression or the zone is invalid, or no time matches
     */
    public static RecurringWindow of(PauseWindow window) {
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

    /**
     * Returns the pause with the present or next time of its window. A pause without a window is returned as given. A
     * pause that has ended, or without a further time, is empty.
     *
     * @throws IllegalArgumentException if its window is invalid
     */
    public static Optional<PauseSummary> presentOrNext(PauseSummary pause, Instant now) {
        if (pause.hasEnded(now)) {
            return Optional.empty();
        }
        return pause.window() == null
                ? Optional.of(pause)
                : of(pause.window()).presentOrNext(now).flatMap(time -> time.within(pause));
    }

    /** Returns the time of the window in which {@code now} is, otherwise the next one. */
    Optional<Occurrence> presentOrNext(Instant now) {
        // The expression is evaluated in local time, because it would skip a begin at which the clocks are set forward.
        LocalDateTime latest = LocalDateTime.ofInstant(now, zone).plus(shiftBefore(now));
        LocalDateTime from = LocalDateTime.ofInstant(now, zone).minus(duration).minus(shiftBefore(now));
        @Nullable Occurrence next = null;
        for (LocalDateTime local = begin.next(from);
                local != null && (next == null || !local.isAfter(latest));
                local = begin.next(local)) {
            Occurrence each = Occurrence.of(local.atZone(zone).toInstant(), duration);
            if (each.contains(now)) {
                return Optional.of(each);
            }
            if (each.from().isAfter(now) && (next == null || each.from().isBefore(next.from()))) {
                next = each;
                latest = later(latest, LocalDateTime.ofInstant(next.from(), zone));
            }
        }
        return Optional.ofNullable(next);
    }

    private static LocalDateTime later(LocalDateTime one, LocalDateTime other) {
        return one.isAfter(other) ? one : other;
    }

    /** Returns the maximum difference of local and elapsed time, if the clocks were changed in or before a pause. */
    private Duration shiftBefore(Instant now) {
        @Nullable ZoneOffsetTransition change =
                zone.getRules().nextTransition(now.minus(duration).minus(MAX_SHIFT));
        return change != null && !change.getInstant().isAfter(now) ? MAX_SHIFT : Duration.ZERO;
    }

    /**
     * A time of a window.
     *
     * @param until its end, which is no longer in it
     */
    record Occurrence(Instant from, Instant until) {
        private static Occurrence of(Instant from, Duration duration) {
            return new Occurrence(from, from.plus(duration));
        }

        private boolean contains(Instant now) {
            return !from.isAfter(now) && now.isBefore(until);
        }

        private Optional<PauseSummary> within(PauseSummary pause) {
            @Nullable Instant last = pause.recursUntil();
            if (last == null) {
                return Optional.of(pause.during(from, until));
            }
            return from.isBefore(last)
                    ? Optional.of(pause.during(from, until.isBefore(last) ? until : last))
                    : Optional.empty();
        }
    }
}
