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
                .with("rung", intent.rung())
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
    public List<StoredIntent> of(long commandSeq) {
        return new StoreCall(jdbc, StoreStatement.INTENTS_OF_COMMAND)
                .with("commandSeq", commandSeq).rows((row, number) -> IntentRows.intent(row)).stream()
                        .map(intent -> IntentRows.with(intent, sessions(intent.id())))
                        .toList();
    }

    /** Notes answers to signals already sent; one noted before stands. */
    public void note(long intentId, List<NotedSignal> signals) {
        new StoreCall(jdbc, StoreStatement.NOTE_SIGNALS)
                .with("intentId", intentId)
                .withColumn("ordinal", "int4", signals, NotedSignal::ordinal)
                .withColumn("answer", "text", signals, NotedSignal::answer)
                .withColumn("detail", "text", signals, NotedSignal::detail)
                .update();
    }

    /** Records outcomes and closes the intent. Needs a transaction: it is all or nothing. */
    public void finish(long intentId, List<RecordedOutcome> outcomes, Instant now) {
        new StoreCall(jdbc, StoreStatement.WRITE_OUTCOMES)
                .with("intentId", intentId)
                .withColumn("ordinal", "int4", outcomes, RecordedOutcome::ordinal)
                .withColumn("outcome", "text", outcomes, RecordedOutcome::outcome)
                .withColumn("reason", "text", outcomes, RecordedOutcome::reason)
                .update();
        new StoreCall(jdbc, StoreStatement.FINISH_INTENT)
                .with("intentId", intentId)
                .with("now", now)
                .update();
    }

    private List<SessionProgress> sessions(long intentId) {
        return new StoreCall(jdbc, StoreStatement.SESSIONS_OF_INTENT)
                .with("intentId", intentId)
                .rows((row, number) -> IntentRows.progress(row));
    }

    private void writeSessions(long intentId, List<FrozenSession> sessions) {
        new StoreCall(jdbc, StoreStatement.WRITE_INTENT_SESSIONS)
                .with("intentId", intentId)
                .withColumn("ordinal", "int4", sessions, FrozenSession::ordinal)
                .withColumn("pid", "int4", sessions, session -> session.id().pid())
                .withColumn(
                        "backendStart",
                        "text",
                        sessions,
                        session -> session.id().backendStart())
                .withColumn("kind", "text", sessions, FrozenSession::kind)
                .withColumn("expectedState", "text", sessions, FrozenSession::expectedState)
                .withColumn("expectedStateChange", "text", sessions, FrozenSession::expectedStateChange)
                .withColumn("userName", "text", sessions, FrozenSession::user)
                .withColumn("applicationName", "text", sessions, FrozenSession::application)
                .withColumn("databaseName", "text", sessions, FrozenSession::database)
                .withColumn("clientAddress", "text", sessions, FrozenSession::clientAddress)
                .withColumn("state", "text", sessions, FrozenSession::state)
                .withColumn("stateAge", "float8", sessions, FrozenSession::stateAgeSeconds)
                .withColumn("queryId", "int8", sessions, FrozenSession::queryId)
                .withColumn("reason", "text", sessions, FrozenSession::reason)
                .update();
    }
}
