package io.connwarden.contracts.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.connwarden.testing.SeededTest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A command may name a session by fewer digits of its start than PostgreSQL has. */
class SessionIdTest {
    private static final Instant START = Instant.parse("2026-11-28T17:10:46.123456Z");

    @Test
    void a_start_cut_or_rounded_to_milliseconds_means_the_session() {
        SessionId session = new SessionId(7, START);
        assertThat(new SessionId(7, Instant.parse("2026-11-28T17:10:46.123Z"), 3).means(session))
                .isTrue();
        assertThat(new SessionId(7, Instant.parse("2026-11-28T17:10:46.124Z"), 3).means(session))
                .isFalse();
        assertThat(new SessionId(7, Instant.parse("2026-11-28T17:10:46.124Z"), 3)
                        .means(new SessionId(7, START.plus(44, ChronoUnit.MICROS))))
                .isTrue();
    }

    @Test
    void a_whole_start_means_exactly_one_session() {
        SessionId whole = new SessionId(7, START);
        assertThat(whole.means(new SessionId(7, START))).isTrue();
        assertThat(whole.means(new SessionId(7, START.plus(1, ChronoUnit.MICROS))))
                .isFalse();
        assertThat(whole.means(new SessionId(7, START.minus(1, ChronoUnit.MICROS))))
                .isFalse();
        assertThat(whole.means(new SessionId(8, START))).isFalse();
    }

    @SeededTest(count = 20)
    void a_shortened_start_means_its_session_and_none_further_away_than_its_last_digit(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            int precision = random.nextInt(6);
            SessionId session = new SessionId(7, START.plus(random.nextInt(2_000_000), ChronoUnit.MICROS));
            assertThat(shortened(session, precision, RoundingMode.DOWN).means(session))
                    .as("%s truncated to %s digits", session, precision)
                    .isTrue();
            SessionId rounded = shortened(session, precision, RoundingMode.HALF_UP);
            assertThat(rounded.means(session))
                    .as("%s rounded to %s digits", session, precision)
                    .isTrue();
            long unit = (long) Math.pow(10, 6 - precision);
            assertThat(rounded.means(new SessionId(7, rounded.backendStart().plus(unit, ChronoUnit.MICROS))))
                    .isFalse();
            assertThat(rounded.means(new SessionId(7, rounded.backendStart().minus(unit / 2 + 1, ChronoUnit.MICROS))))
                    .isFalse();
            assertThat(rounded.means(new SessionId(8, session.backendStart()))).isFalse();
        }
    }

    @Test
    void digits_beyond_the_precision_are_removed() {
        assertThat(new SessionId(7, START, 1)).isEqualTo(new SessionId(7, Instant.parse("2026-11-28T17:10:46.1Z"), 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionId(7, START, 7))
                .withMessage("precision must be 0 to 6, was 7");
    }

    private static SessionId shortened(SessionId session, int precision, RoundingMode mode) {
        BigDecimal seconds = BigDecimal.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, session.backendStart()), 6)
                .setScale(precision, mode);
        long micros = seconds.movePointRight(6).longValueExact();
        return new SessionId(session.pid(), Instant.EPOCH.plus(micros, ChronoUnit.MICROS), precision);
    }
}
