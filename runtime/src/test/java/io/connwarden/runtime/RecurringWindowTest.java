package io.connwarden.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.contracts.message.PauseSummary;
import io.connwarden.contracts.message.PauseWindow;
import io.connwarden.runtime.RecurringWindow.Occurrence;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurringWindowTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-29T00:59:59.999Z | ",
                "2026-11-29T01:00:00Z | 2026-11-29T02:30:00Z",
                "2026-11-29T02:29:59.999Z | 2026-11-29T02:30:00Z",
                "2026-11-29T02:30:00Z | ",
                "2026-07-05T00:00:00Z | 2026-07-05T01:30:00Z",
                "2026-11-28T01:30:00Z | "
            })
    void a_pause_lasts_from_its_local_time_until_before_its_end(Instant now, Instant end) {
        RecurringWindow window = RecurringWindow.of(new PauseWindow("0 0 2 * * SUN", "Europe/Berlin", 90));
        assertThat(endAt(window, now).orElse(null)).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-29T01:29:59Z,false",
        "2026-03-29T01:30:00Z,true",
        "2026-03-29T02:29:59Z,true",
        "2026-03-29T02:30:00Z,false",
        "2026-10-25T00:29:59Z,false",
        "2026-10-25T00:30:00Z,true",
        "2026-10-25T01:29:59Z,true",
        "2026-10-25T01:30:00Z,false"
    })
    void a_begin_that_the_change_of_the_clocks_skips_or_repeats_takes_place_once(Instant now, boolean paused) {
        RecurringWindow window = RecurringWindow.of(new PauseWindow("0 30 2 * * *", "Europe/Berlin", 60));
        assertThat(endAt(window, now).isPresent()).isEqualTo(paused);
    }

    @Test
    void a_duration_above_the_interval_is_a_pause_without_an_interruption() {
        RecurringWindow window = RecurringWindow.of(new PauseWindow("0 0 * * * *", "UTC", 90));
        assertThat(endAt(window, Instant.parse("2026-11-29T10:10:00Z")))
                .contains(Instant.parse("2026-11-29T10:30:00Z"));
        assertThat(endAt(window, Instant.parse("2026-11-29T10:50:00Z")))
                .contains(Instant.parse("2026-11-29T11:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 2 * * SUN | UTC | window.cron must be six fields",
                "nonsense | UTC | window.cron must be six fields",
                "0 0 2 30 2 * | UTC | window.cron matches no time",
                "0 0 2 * * * | Mars/Base | window.zone must be a time zone"
            })
    void an_invalid_window_is_refused_with_the_field(String cron, String zone, String message) {
        assertThatThrownBy(() -> RecurringWindow.of(new PauseWindow(cron, zone, 90)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 2 * * SUN | 90 | 2026-11-28T12:00:00Z | 2026-11-29T01:00:00Z",
                "0 0 2 * * SUN | 90 | 2026-11-29T01:30:00Z | 2026-11-29T01:00:00Z",
                "0 0 2 * * SUN | 90 | 2026-11-29T02:30:00Z | 2026-12-06T01:00:00Z",
                "0 30 2 * * * | 60 | 2026-03-28T12:00:00Z | 2026-03-29T01:30:00Z",
                "0 0/30 * * * * | 1 | 2026-03-29T00:45:00Z | 2026-03-29T01:00:00Z"
            })
    void between_its_times_a_pause_has_the_next_one(String cron, int minutes, Instant now, Instant from) {
        RecurringWindow window = RecurringWindow.of(new PauseWindow(cron, "Europe/Berlin", minutes));
        assertThat(window.presentOrNext(now)).contains(new Occurrence(from, from.plusSeconds(60L * minutes)));
    }

    @Test
    void a_recurring_pause_ends_within_or_between_its_times() {
        Instant now = Instant.parse("2026-11-29T01:30:00Z");
        Instant begin = Instant.parse("2026-11-29T01:00:00Z");
        assertThat(RecurringWindow.presentOrNext(pause(null), now))
                .contains(pause(null).during(begin, begin.plusSeconds(5_400)));
        Instant within = now.plusSeconds(60);
        assertThat(RecurringWindow.presentOrNext(pause(within), now))
                .contains(pause(within).during(begin, within));
        assertThat(RecurringWindow.presentOrNext(pause(within), within)).isEmpty();
        Instant between = Instant.parse("2026-12-01T00:00:00Z");
        assertThat(RecurringWindow.presentOrNext(pause(between), Instant.parse("2026-11-30T00:00:00Z")))
                .isEmpty();
    }

    private static PauseSummary pause(@Nullable Instant recursUntil) {
        return new PauseSummary(
                "db",
                "ann",
                "backup",
                Instant.EPOCH,
                null,
                new UUID(0, 1),
                null,
                new PauseWindow("0 0 2 * * SUN", "Europe/Berlin", 90),
                null,
                recursUntil);
    }

    private static Optional<Instant> endAt(RecurringWindow window, Instant now) {
        return window.presentOrNext(now)
                .filter(each -> !each.from().isAfter(now))
                .map(Occurrence::until);
    }
}
