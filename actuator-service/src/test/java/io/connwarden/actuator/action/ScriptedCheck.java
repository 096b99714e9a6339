package io.connwarden.actuator.action;

import io.connwarden.actuator.decision.selection.SignalRefusal;
import io.connwarden.contracts.message.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A check that refuses the given sessions, and records the pids of each check. */
final class ScriptedCheck implements ChunkCheck {
    final Map<SessionId, SignalRefusal> refused = new HashMap<>();
    final List<List<Integer>> checks = new ArrayList<>();
    int requiredSamples;

    @Override
    public Map<SessionId, SignalRefusal> refusalsOf(Collection<SessionId> sessions) {
        checks.add(sessions.stream().map(SessionId::pid).toList());
        return refused;
    }

    @Override
    public Instant signalUntil() {
        return Instant.EPOCH;
    }

    @Override
    public void requireNewSample() {
        requiredSamples++;
    }
}
