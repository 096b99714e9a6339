package io.connwarden.sql.store;

import io.connwarden.sql.store.Intents.IntentSession;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The selected sessions of an intent as parameters of a statement, with one array for each column. */
final class IntentSessionParameters {
    private final StatementSpec statement;
    private final List<IntentSession> sessions;

    private IntentSessionParameters(StatementSpec statement, List<IntentSession> sessions) {
        this.statement = statement;
        this.sessions = sessions;
    }

    /** Sets pid, backendStart and kind. */
    static StatementSpec identity(StatementSpec statement, List<IntentSession> sessions) {
        return new IntentSessionParameters(statement, sessions).withIdentity().statement;
    }

    /** Sets every column of the table. */
    static StatementSpec all(StatementSpec statement, List<IntentSession> sessions) {
        return new IntentSessionParameters(statement, sessions)
                .withIdentity()
                .with("ordinal", "int4", IntentSession::ordinal)
                .with("expectedState", "text", IntentSession::expectedState)
                .with("expectedStateChange", "text", IntentSession::expectedStateChange)
                .with("userName", "text", session -> session.attributes().user())
                .with("applicationName", "text", session -> session.attributes().application())
                .with("databaseName", "text", session -> session.attributes().database())
                .with("clientAddress", "text", session -> session.attributes().clientAddress())
                .with("state", "text", session -> session.attributes().state())
                .with("stateAge", "float8", session -> session.attributes().stateAgeSeconds())
                .with("queryId", "int8", session -> session.attributes().queryId())
                .with("reason", "text", IntentSession::reason)
                .statement;
    }

    private IntentSessionParameters withIdentity() {
        return with("pid", "int4", session -> session.id().pid())
                .with("backendStart", "text", session -> session.id().backendStart())
                .with("kind", "text", session -> session.kind().name());
    }

    private IntentSessionParameters with(
            String name, String type, Function<IntentSession, ? extends @Nullable Object> value) {
        return new IntentSessionParameters(statement.param(name, ArrayParameter.of(type, sessions, value)), sessions);
    }
}
