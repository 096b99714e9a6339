package io.connwarden.actuator.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.EscalationState;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.store.Intents.IntentSessionState;
import io.connwarden.sql.store.Intents.SessionAttributes;
import io.connwarden.sql.target.SignalAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoubtfulCancelTest {
    private final TerminationWait wait =
            new TerminationWait(Duration.ofSeconds(1), Clock.systemUTC(), new ShutdownSignal());

    @Test
    void a_session_that_changed_after_a_cancel_in_doubt_counts_as_signalled() {
        IntentSessionOutcome outcome = outcomeOfChange(SignalKind.CANCEL, true);
        assertThat(outcome.outcome()).isEqualTo(SessionOutcome.CHANGED);
        assertThat(outcome.signalled()).isTrue();
        assertThat(outcome.reason())
                .isEqualTo("its state changed; an earlier signal of this action may have cancelled its query");
    }

    @Test
    void a_session_that_changed_before_any_signal_counts_as_not_signalled() {
        IntentSessionOutcome outcome = outcomeOfChange(SignalKind.CANCEL, false);
        assertThat(outcome.signalled()).isFalse();
        assertThat(outcome.reason()).isEqualTo("not signalled: its state changed after the decision");
    }

    @Test
    void a_session_that_goes_on_after_a_termination_in_doubt_was_not_reached() {
        assertThat(outcomeOfChange(SignalKind.TERMINATE, true).signalled()).isFalse();
    }

    private IntentSessionOutcome outcomeOfChange(SignalKind kind, boolean inDoubt) {
        IntentSession session = new IntentSession(
                1,
                new SessionId(7, Instant.EPOCH),
                kind,
                "active",
                Instant.EPOCH,
                new SessionAttributes(null, null, null, null, null, null, null),
                "a test");
        IntentSessionState state = new IntentSessionState(session, SignalAnswer.CHANGED.name(), inDoubt, null, null);
        Intent intent = new Intent(
                1,
                "R1",
                "a test",
                null,
                List.of(state),
                List.of(),
                new EscalationState(1, 10, Set.of(session.id()), 0, 0, 0, false),
                true,
                null);
        return wait.withoutVerification(intent, "").get(0);
    }
}
