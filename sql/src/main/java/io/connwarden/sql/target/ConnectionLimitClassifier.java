package io.connwarden.sql.target;

import io.connwarden.sql.target.ConnectFailure.Kind;
import java.util.Map;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The classifier of the limit that caused SQLSTATE 53300: the slots, the limit of the role, or the limit of the
 * database. The server function that raised the error identifies the limit in every language. If a proxy has removed
 * the function name, the English message identifies the limit.
 */
final class ConnectionLimitClassifier {
    private static final Map<String, Kind> BY_ROUTINE = Map.of(
            "InitProcess", Kind.SLOTS_EXHAUSTED,
            "InitPostgres", Kind.SLOTS_EXHAUSTED,
            "InitializeSessionUserId", Kind.ROLE_LIMIT,
            "CheckMyDatabase", Kind.DATABASE_LIMIT);

    private ConnectionLimitClassifier() {}

    static Kind classify(Throwable failure) {
        Kind raised = BY_ROUTINE.get(routine(failure));
        return raised == null ? fromMessage(String.valueOf(failure.getMessage())) : raised;
    }

    private static String routine(Throwable failure) {
        ServerErrorMessage server = failure instanceof PSQLException error ? error.getServerErrorMessage() : null;
        return server == null || server.getRoutine() == null ? "" : server.getRoutine();
    }

    private static Kind fromMessage(String message) {
        if (message.contains("too many connections for role ")) {
            return Kind.ROLE_LIMIT;
        }
        if (message.contains("too many connections for database ")) {
            return Kind.DATABASE_LIMIT;
        }
        return message.contains("too many clients already") || message.contains("connection slots are reserved for")
                ? Kind.SLOTS_EXHAUSTED
                : Kind.UNKNOWN_CONNECTION_LIMIT;
    }
}
