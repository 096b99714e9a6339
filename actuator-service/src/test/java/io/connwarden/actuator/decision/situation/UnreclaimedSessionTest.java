package io.connwarden.actuator.decision.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnreclaimedSessionTest {
    private static final Instant FAILED_AT = Instant.parse("2026-03-01T03:00:00.5Z");
    private static final SessionId ID = new SessionId(7, FAILED_AT.minusSeconds(60));

    @ParameterizedTest(name = "after {0} attempts: {1} min")
    @CsvSource({"1, 1", "2, 2", "3, 4", "6, 32", "7, 60", "8, 60", "2147483647, 60"})
    void the_pause_doubles_with_each_attempt_up_to_an_hour(int attempts, int minutes) {
        UnreclaimedSession session = session(SignalKind.TERMINATE, SessionOutcome.UNRESPONSIVE, attempts);
        Duration pause = Duration.ofMinutes(minutes);
        assertThat(session.retryAt()).isEqualTo(FAILED_AT.plus(pause));
        assertThat(session.isSetAside(FAILED_AT)).isTrue();
        assertThat(session.isSetAside(FAILED_AT.plus(pause).minusMillis(1))).isTrue();
        assertThat(session.isSetAside(FAILED_AT.plus(pause))).isFalse();
    }

    @Test
    void a_clock_that_was_set_back_does_not_prolong_the_pause() {
        UnreclaimedSession session = session(SignalKind.TERMINATE, SessionOutcome.UNRESPONSIVE, 1);
        assertThat(session.isSetAside(FAILED_AT.minusSeconds(3600))).isFalse();
    }

    @Test
    void a_failed_termination_concerns_a_cancel_and_a_failed_cancel_concerns_no_termination() {
        UnreclaimedSession terminated = session(SignalKind.TERMINATE, SessionOutcome.UNRESPONSIVE, 1);
        UnreclaimedSession cancelled = session(SignalKind.CANCEL, SessionOutcome.UNRESPONSIVE, 1);
        assertThat(terminated.concerns(SignalKind.TERMINATE)).isTrue();
        assertThat(terminated.concerns(SignalKind.CANCEL)).isTrue();
        assertThat(cancelled.concerns(SignalKind.CANCEL)).isTrue();
        assertThat(cancelled.concerns(SignalKind.TERMINATE)).isFalse();
    }

    @Test
    void only_a_signal_to_terminate_that_was_sent_can_still_end_the_session() {
        assertThat(session(SignalKind.TERMINATE, SessionOutcome.UNRESPONSIVE, 1).awaitsTermination())
                .isTrue();
        assertThat(session(SignalKind.TERMINATE, SessionOutcome.DENIED, 1).awaitsTermination())
                .isFalse();
        assertThat(session(SignalKind.CANCEL, SessionOutcome.UNRESPONSIVE, 1).awaitsTermination())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "TERMINATE, UNRESPONSIVE, no reaction to SIGTERM",
        "CANCEL, UNRESPONSIVE, no reaction to SIGINT",
        "TERMINATE, DENIED, SIGTERM denied",
        "CANCEL, FAILED, SIGINT not sent"
    })
    void the_description_names_signal_time_and_attempts(SignalKind kind, SessionOutcome outcome, String failure) {
        assertThat(session(kind, outcome, 3).describe()).isEqualTo(failure + " at 2026-03-01T03:00:00Z (3 attempts)");
    }

    private static UnreclaimedSession session(SignalKind kind, SessionOutcome outcome, int attempts) {
        return new UnreclaimedSession(ID, kind, outcome, attempts, FAILED_AT);
    }
}
