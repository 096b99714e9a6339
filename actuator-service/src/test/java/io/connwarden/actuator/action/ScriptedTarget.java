package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.connection.Sample;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.target.ExpectedSession;
import io.connwarden.sql.target.SessionRow;
import io.connwarden.sql.target.SignalAnswer;
import io.connwarden.sql.target.TargetException;
import io.connwarden.sql.target.TargetQueries.PresentState;
import io.connwarden.sql.target.TargetQueries.RunningQuery;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.IntConsumer;

/** A target that answers each signal with SIGNALLED or with a given answer, and records the pids of each statement. */
final class ScriptedTarget implements EmergencyConnection {
    final List<List<Integer>> statements = new ArrayList<>();
    /** The answers by pid. */
    final Map<Integer, SignalAnswer> answers = new HashMap<>();
    /** The failures of the next statements. */
    final Queue<TargetException> failures = new ArrayDeque<>();
    /** Called with the number of each statement before it is answered. */
    IntConsumer onStatement = number -> {};

    @Override
    public List<SignalAnswer> signal(SignalKind kind, List<ExpectedSession> sessions, Instant signalUntil) {
        List<Integer> pids =
                sessions.stream().map(session -> session.id().pid()).toList();
        statements.add(pids);
        onStatement.accept(statements.size());
        TargetException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        return pids.stream()
                .map(pid -> answers.getOrDefault(pid, SignalAnswer.SIGNALLED))
                .toList();
    }

    @Override
    public Sample sample() {
        throw new UnsupportedOperationException("a sample");
    }

    @Override
    public Sample sampleCounts() {
        throw new UnsupportedOperationException("a sample");
    }

    @Override
    public List<SessionRow> otherBackends(Collection<Integer> pids) {
        return List.of();
    }

    @Override
    public Set<SessionId> existingSessions(Collection<SessionId> sessions) {
        return Set.of();
    }

    @Override
    public Set<SessionId> stillRunning(Collection<RunningQuery> queries) {
        return Set.of();
    }

    @Override
    public List<PresentState> presentStates(Collection<SessionId> sessions) {
        return List.of();
    }

    @Override
    public List<String> missingPrivileges() {
        return List.of();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isWaitingForReserve() {
        return false;
    }
}
