package io.connwarden.sql.store;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stored intents, which list the selected sessions before the first signal, and the outcome of each session. */
public final class Intents {
    private final JdbcClient jdbc;

    public Intents(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /**
     * An intent to insert.
     *
     * @param sessions the selected sessions in the order of signalling
     */
    public record NewIntent(
            long commandSeq,
            String target,
            IntentDecision decision,
            IntentBaseline baseline,
            List<IntentSession> sessions,
            Instant now) {
        public NewIntent {
            sessions = List.copyOf(sessions);
        }
    }

    /**
     * A stored intent with the state of its sessions.
     *
     * @param finishedAt null while a session has no outcome
     */
    public record StoredIntent(
            long id,
            IntentDecision decision,
            IntentBaseline baseline,
            Instant createdAt,
            @Nullable Instant finishedAt,
            List<IntentSessionState> sessions) {
        public StoredIntent {
            sessions = List.copyOf(sessions);
        }

        StoredIntent withSessions(List<IntentSessionState> stored) {
            return new StoredIntent(id, decision, baseline, createdAt, finishedAt, stored);
        }
    }

    /**
     * The decision of an intent.
     *
     * @param step escalation step, from 1
     * @param spared the spared sessions as JSON
     */
    public record IntentDecision(int step, String rule, String reason, boolean dryRun, String spared) {}

    /**
     * The state of the target with which the effect of an intent is compared.
     *
     * @param status the status at the decision; null if it was not determined
     * @param slotUtilization the slot utilization at the decision, in percent; null if it was not determined
     * @param sessionsAtStart client sessions at the first step
     * @param terminatedBefore terminations in the hour before the first step
     */
    public record IntentBaseline(
            @Nullable String status, @Nullable Double slotUtilization, int sessionsAtStart, int terminatedBefore) {}

    /**
     * A selected session of an intent.
     *
     * @param ordinal position in the order of signalling, from 1
     * @param kind the signal to send
     * @param expectedState the session is signalled only in this state; null if its identity alone decides
     * @param expectedStateChange the session is signalled only if in its state since this time; null if its identity
     *     alone decides
     * @param reason the reason for the selection
     */
    public record IntentSession(
            int ordinal,
            SessionId id,
            SignalKind kind,
            @Nullable String expectedState,
            @Nullable Instant expectedStateChange,
            SessionAttributes attributes,
            String reason) {}

    /** The attributes of a session at the decision. Null means unknown. */
    public record SessionAttributes(
            @Nullable String user,
            @Nullable String application,
            @Nullable String database,
            @Nullable String clientAddress,
            @Nullable String state,
            @Nullable Double stateAgeSeconds,
            @Nullable Long queryId) {}

    /**
     * The progress of one session of an intent.
     *
     * @param signalAnswer the response of the target to the signal; null if none is recorded. After a crash, null does
     *     not prove that no signal was sent
     * @param signalInDoubt true if an earlier signal without a recorded response may have reached the session
     * @param outcome null until it is recorded
     * @param outcomeReason null until it is recorded
     */
    public record IntentSessionState(
            IntentSession session,
            @Nullable String signalAnswer,
            boolean signalInDoubt,
            @Nullable String outcome,
            @Nullable String outcomeReason) {}

    /**
     * The outcome of one session.
     *
     * @param ordinal identifies the session within the intent
     * @param signalled true if a signal was sent or may have been sent; the budget of an hour counts such terminations
     */
    public record SessionOutcomeRow(int ordinal, String outcome, String reason, boolean signalled) {}

    /** Inserts an intent with its sessions and returns its id. It requires a transaction. */
    public long write(NewIntent intent) {
        IntentDecision decision = intent.decision();
        IntentBaseline baseline = intent.baseline();
        long id = StoreStatement.WRITE_INTENT
                .on(jdbc)
                .param("commandSeq", intent.commandSeq())
                .param("step", decision.step())
                .param("target", intent.target())
                .param("rule", decision.rule())
                .param("reason", decision.reason())
                .param("dryRun", decision.dryRun())
                .param("beforeStatus", baseline.status())
                .param("beforeSlotUtilization", baseline.slotUtilization())
                .param("sessionsAtStart", baseline.sessionsAtStart())
                .param("terminatedBefore", baseline.terminatedBefore())
                .param("spared", decision.spared())
                .param("now", Timestamps.toParameter(intent.now()))
                .query((row, number) -> row.getLong("id"))
                .single();
        writeSessions(id, intent.sessions());
        return id;
    }

    /** Inserts the number of sessions of each application with a session of an intent. It requires a transaction. */
    public void writeApplications(long intentId, Map<String, Integer> sessions) {
        List<Map.Entry<String, Integer>> rows = List.copyOf(sessions.entrySet());
        StoreStatement.WRITE_INTENT_APPLICATIONS
                .on(jdbc)
                .param("intentId", intentId)
                .param("application", ArrayParameter.of("text", rows, Map.Entry::getKey))
                .param("sessions", ArrayParameter.of("int4", rows, Map.Entry::getValue))
                .update();
    }

    /** Returns the intents of a command in the order of their steps. */
    public List<StoredIntent> ofCommand(long commandSeq) {
        return StoreStatement.INTENTS_OF_COMMAND
                .on(jdbc)
                .param("commandSeq", commandSeq)
                .query((row, number) -> IntentReader.intent(row))
                .list()
                .stream()
                .map(intent -> intent.withSessions(sessions(intent.id())))
                .toList();
    }

    /**
     * Records the outcomes of all sessions, marks the intent as finished, and updates the unreclaimed sessions and the
     * sessions of dry runs. It requires a transaction.
     */
    public void recordOutcomes(long intentId, List<SessionOutcomeRow> outcomes, Instant now) {
        StoreStatement.WRITE_OUTCOMES
                .on(jdbc)
                .param("intentId", intentId)
                .param("ordinal", ArrayParameter.of("int4", outcomes, SessionOutcomeRow::ordinal))
                .param("outcome", ArrayParameter.of("text", outcomes, SessionOutcomeRow::outcome))
                .param("reason", ArrayParameter.of("text", outcomes, SessionOutcomeRow::reason))
                .param("signalled", ArrayParameter.of("bool", outcomes, SessionOutcomeRow::signalled))
                .update();
        StoreStatement.FINISH_INTENT
                .on(jdbc)
                .param("intentId", intentId)
                .param("now", Timestamps.toParameter(now))
                .update();
        StoreStatement.UPDATE_UNRECLAIMED_SESSIONS
                .on(jdbc)
                .param("intentId", intentId)
                .update();
        StoreStatement.UPDATE_DRY_RUN_SESSIONS
                .on(jdbc)
                .param("intentId", intentId)
                .update();
    }

    /**
     * Records FAILED as the outcome of each session of a command that has no outcome, and marks its intents as
     * finished. Returns the number of outcomes of the command.
     */
    public OutcomeCounts recordMissingOutcomes(long commandSeq, String reason, Instant now) {
        return StoreStatement.WRITE_MISSING_OUTCOMES
                .on(jdbc)
                .param("commandSeq", commandSeq)
                .param("reason", reason)
                .param("now", Timestamps.toParameter(now))
                .query((row, number) ->
                        new OutcomeCounts(row.getInt("terminated"), row.getInt("cancelled"), row.getInt("missing")))
                .single();
    }

    /**
     * The outcomes of the sessions of a command.
     *
     * @param terminated terminated sessions
     * @param cancelled cancelled queries
     * @param missing sessions without an outcome, which may have received a signal
     */
    public record OutcomeCounts(int terminated, int cancelled, int missing) {}

    private List<IntentSessionState> sessions(long intentId) {
        return StoreStatement.SESSIONS_OF_INTENT
                .on(jdbc)
                .param("intentId", intentId)
                .query((row, number) -> IntentReader.sessionState(row))
                .list();
    }

    private void writeSessions(long intentId, List<IntentSession> sessions) {
        IntentSessionParameters.all(
                        StoreStatement.WRITE_INTENT_SESSIONS.on(jdbc).param("intentId", intentId), sessions)
                .update();
    }
}
