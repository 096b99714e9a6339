package io.connwarden.actuator.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.actuator.action.SignalAttempt.Answered;
import io.connwarden.actuator.action.SignalAttempt.NoAnswer;
import io.connwarden.actuator.action.SignalAttempt.Refused;
import io.connwarden.actuator.decision.selection.SignalRefusal;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.store.Intents.SessionAttributes;
import io.connwarden.sql.target.SignalAnswer;
import io.connwarden.sql.target.TargetException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class SignalChunkTest {
    private static final SignalRefusal PAUSED = SignalRefusal.spared("paused meanwhile by dba");

    private final ScriptedTarget target = new ScriptedTarget();
    private final ScriptedCheck check = new ScriptedCheck();

    @Test
    void one_statement_signals_all_sessions_in_their_order() {
        List<IntentSession> sessions = sessions(3);
        assertThat(new SignalChunk(sessions, false).signal(target, check))
                .containsExactly(
                        answered(sessions.get(0), SignalAnswer.SIGNALLED, false),
                        answered(sessions.get(1), SignalAnswer.SIGNALLED, false),
                        answered(sessions.get(2), SignalAnswer.SIGNALLED, false));
        assertThat(target.statements).containsExactly(List.of(1, 2, 3));
        assertThat(check.checks).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void a_refused_session_is_not_part_of_the_statement() {
        List<IntentSession> sessions = sessions(3);
        check.refused.put(sessions.get(1).id(), PAUSED);
        assertThat(new SignalChunk(sessions, false).signal(target, check))
                .contains(new Refused(sessions.get(1), PAUSED, false));
        assertThat(target.statements).containsExactly(List.of(1, 3));
    }

    @Test
    void no_statement_is_sent_if_every_session_is_refused() {
        List<IntentSession> sessions = sessions(2);
        sessions.forEach(session -> check.refused.put(session.id(), PAUSED));
        assertThat(new SignalChunk(sessions, false).signal(target, check))
                .hasSize(2)
                .allMatch(Refused.class::isInstance);
        assertThat(target.statements).isEmpty();
    }

    @Test
    void after_a_failed_statement_each_session_has_a_statement_of_its_own_and_is_in_doubt() {
        List<IntentSession> sessions = sessions(3);
        SignalChunk chunk = new SignalChunk(sessions, false);
        target.failures.add(new TargetException(new SQLException("connection lost", "08006")));
        assertThatThrownBy(() -> chunk.signal(target, check)).isInstanceOf(TargetException.class);
        target.answers.put(1, SignalAnswer.GONE);
        assertThat(chunk.signal(target, check))
                .containsExactly(
                        answered(sessions.get(0), SignalAnswer.GONE, true),
                        answered(sessions.get(1), SignalAnswer.SIGNALLED, true),
                        answered(sessions.get(2), SignalAnswer.SIGNALLED, true));
        assertThat(target.statements).containsExactly(List.of(1, 2, 3), List.of(1), List.of(2), List.of(3));
        assertThat(check.checks).containsExactly(List.of(1, 2, 3), List.of(1), List.of(2), List.of(3));
        assertThat(check.requiredSamples).isEqualTo(1);
    }

    @Test
    void a_session_that_is_refused_after_a_failed_statement_is_in_doubt() {
        List<IntentSession> sessions = sessions(2);
        SignalChunk chunk = new SignalChunk(sessions, false);
        target.failures.add(new TargetException(new SQLException("connection lost", "08006")));
        assertThatThrownBy(() -> chunk.signal(target, check)).isInstanceOf(TargetException.class);
        sessions.forEach(session -> check.refused.put(session.id(), PAUSED));
        assertThat(chunk.signal(target, check))
                .containsExactly(
                        new Refused(sessions.get(0), PAUSED, true), new Refused(sessions.get(1), PAUSED, true));
    }

    @Test
    void a_chunk_that_is_abandoned_after_a_failed_statement_is_in_doubt() {
        List<IntentSession> sessions = sessions(2);
        SignalChunk chunk = new SignalChunk(sessions, false);
        target.failures.add(new TargetException(new SQLException("no response", "57014")));
        assertThatThrownBy(() -> chunk.signal(target, check)).isInstanceOf(TargetException.class);
        assertThat(chunk.abandon("unavailable"))
                .containsExactly(
                        new NoAnswer(sessions.get(0), "unavailable", true),
                        new NoAnswer(sessions.get(1), "unavailable", true));
    }

    @Test
    void a_chunk_that_is_abandoned_before_its_statement_is_not_in_doubt() {
        List<IntentSession> sessions = sessions(1);
        assertThat(new SignalChunk(sessions, false).abandon("unavailable"))
                .containsExactly(new NoAnswer(sessions.get(0), "unavailable", false));
    }

    @Test
    void a_missing_privilege_precedes_every_signal_so_no_session_is_in_doubt() {
        List<IntentSession> sessions = sessions(1);
        SignalChunk chunk = new SignalChunk(sessions, false);
        target.failures.add(new TargetException(
                new PSQLException(new ServerErrorMessage("SERROR\0C42501\0Mpermission denied for function x\0"))));
        assertThatThrownBy(() -> chunk.signal(target, check))
                .isInstanceOfSatisfying(
                        TargetException.class,
                        failure -> assertThat(failure.failure().isPermanent()).isTrue());
        assertThat(chunk.abandon("unavailable")).containsExactly(new NoAnswer(sessions.get(0), "unavailable", false));
    }

    @Test
    void only_the_late_sessions_of_a_statement_are_checked_and_signalled_again() {
        List<IntentSession> sessions = sessions(3);
        target.answers.put(2, SignalAnswer.LATE);
        target.answers.put(3, SignalAnswer.LATE);
        target.onStatement = number -> {
            if (number == 2) {
                target.answers.remove(2);
            }
        };
        assertThat(new SignalChunk(sessions, false).signal(target, check))
                .containsExactly(
                        answered(sessions.get(0), SignalAnswer.SIGNALLED, false),
                        answered(sessions.get(1), SignalAnswer.SIGNALLED, false),
                        answered(sessions.get(2), SignalAnswer.LATE, false));
        assertThat(target.statements).containsExactly(List.of(1, 2, 3), List.of(2, 3), List.of(3));
        assertThat(check.checks).isEqualTo(target.statements);
        assertThat(check.requiredSamples).isEqualTo(2);
    }

    @Test
    void the_sessions_of_a_resumed_intent_are_in_doubt() {
        List<IntentSession> sessions = sessions(1);
        assertThat(new SignalChunk(sessions, true).signal(target, check))
                .containsExactly(answered(sessions.get(0), SignalAnswer.SIGNALLED, true));
    }

    @Test
    void a_list_is_split_where_a_chunk_is_full() {
        List<IntentSession> sessions = sessions(2 * SignalStage.MAX_CHUNK_SIZE + 1);
        assertThat(SignalStage.chunks(sessions))
                .extracting(List::size)
                .containsExactly(SignalStage.MAX_CHUNK_SIZE, SignalStage.MAX_CHUNK_SIZE, 1);
        assertThat(SignalStage.chunks(sessions).stream().flatMap(List::stream)).containsExactlyElementsOf(sessions);
        assertThat(SignalStage.chunks(List.of())).isEmpty();
    }

    @Test
    void a_list_is_split_where_the_kind_of_the_signal_changes() {
        List<IntentSession> sessions = new ArrayList<>();
        for (SignalKind kind :
                List.of(SignalKind.TERMINATE, SignalKind.CANCEL, SignalKind.CANCEL, SignalKind.TERMINATE)) {
            sessions.add(session(sessions.size() + 1, kind));
        }
        assertThat(SignalStage.chunks(sessions)).extracting(List::size).containsExactly(1, 2, 1);
    }

    private static Answered answered(IntentSession session, SignalAnswer answer, boolean possiblySignalled) {
        return new Answered(session, answer, possiblySignalled);
    }

    private static List<IntentSession> sessions(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(ordinal -> session(ordinal, SignalKind.TERMINATE))
                .toList();
    }

    private static IntentSession session(int ordinal, SignalKind kind) {
        return new IntentSession(
                ordinal,
                new SessionId(ordinal, Instant.EPOCH),
                kind,
                "idle",
                null,
                new SessionAttributes(null, null, null, null, null, null, null),
                "a test");
    }
}
