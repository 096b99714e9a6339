package io.connwarden.sql.store;

import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** What was going to be done and what came of it. */
public final class Intents {
    private final NamedParameterJdbcTemplate jdbc;

    public Intents(DataSource store) {
        this.jdbc = StoreCall.on(store);
    }

    /** Writes an intent with its frozen list and answers its key. Needs a transaction: it is all or nothing. */
    public long write(NewIntent intent) {
        long id = new StoreCall(jdbc, StoreStatement.WRITE_INTENT)
                .with("commandSeq", intent.commandSeq())
                .with("step", intent.step())
                .with("target", intent.target())
                .with("rule", intent.rule())
                .with("reason", intent.reason())
                .with("dryRun", intent.dryRun())
                .with("beforeStatus", intent.beforeStatus())
                .with("beforeSlotUtilization", intent.beforeSlotUtilization())
                .with("sessionsAtStart", intent.sessionsAtStart())
                .with("terminatedBefore", intent.terminatedBefore())
                .with("spared", intent.spared())
                .with("now", intent.now())
                .rows((row, number) -> row.getLong("id"))
                .get(0);
        writeSessions(id, intent.sessions());
        return id;
    }

    /** The intents of a command in the order of their rungs, each with its sessions as far as it has come. */
    public List<StoredIntent> ofCommand(long commandSeq) {
        return new StoreCall(jdbc, StoreStatement.INTENTS_OF_COMMAND)
                .with("commandSeq", commandSeq).rows((row, number) -> IntentReader.intent(row)).stream()
                        .map(intent -> IntentReader.withSessions(intent, sessions(intent.id())))
                        .toList();
    }

    /** Notes answers to signals already sent; one noted before stands. */
    public void recordSignals(long intentId, List<SignalRecord> signals) {
        new StoreCall(jdbc, StoreStatement.WRITE_SIGNALS)
                .with("intentId", intentId)
                .withColumn("ordinal", "int4", signals, SignalRecord::ordinal)
                .withColumn("answer", "text", signals, SignalRecord::answer)
                .withColumn("detail", "text", signals, SignalRecord::detail)
                .update();
    }

    /** Records outcomes and closes the intent. Needs a transaction: it is all or nothing. */
    public void recordOutcomes(long intentId, List<SessionOutcomeRow> outcomes, Instant now) {
        new StoreCall(jdbc, StoreStatement.WRITE_OUTCOMES)
                .with("intentId", intentId)
                .withColumn("ordinal", "int4", outcomes, SessionOutcomeRow::ordinal)
                .withColumn("outcome", "text", outcomes, SessionOutcomeRow::outcome)
                .withColumn("reason", "text", outcomes, SessionOutcomeRow::reason)
                .update();
        new StoreCall(jdbc, StoreStatement.FINISH_INTENT)
                .with("intentId", intentId)
                .with("now", now)
                .update();
    }

    private List<IntentSessionState> sessions(long intentId) {
        return new StoreCall(jdbc, StoreStatement.SESSIONS_OF_INTENT)
                .with("intentId", intentId)
                .rows((row, number) -> IntentReader.sessionState(row));
    }

    private void writeSessions(long intentId, List<IntentSession> sessions) {
        new StoreCall(jdbc, StoreStatement.WRITE_INTENT_SESSIONS)
                .with("intentId", intentId)
                .withColumn("ordinal", "int4", sessions, IntentSession::ordinal)
                .withColumn("pid", "int4", sessions, session -> session.id().pid())
                .withColumn(
                        "backendStart",
                        "text",
                        sessions,
                        session -> session.id().backendStart())
                .withColumn("kind", "text", sessions, session -> session.kind().name())
                .withColumn("expectedState", "text", sessions, IntentSession::expectedState)
                .withColumn("expectedStateChange", "text", sessions, IntentSession::expectedStateChange)
                .withColumn("userName", "text", sessions, IntentSession::user)
                .withColumn("applicationName", "text", sessions, IntentSession::application)
                .withColumn("databaseName", "text", sessions, IntentSession::database)
                .withColumn("clientAddress", "text", sessions, IntentSession::clientAddress)
                .withColumn("state", "text", sessions, IntentSession::state)
                .withColumn("stateAge", "float8", sessions, IntentSession::stateAgeSeconds)
                .withColumn("queryId", "int8", sessions, IntentSession::queryId)
                .withColumn("reason", "text", sessions, IntentSession::reason)
                .update();
    }
}
