package io.connwarden.client.retry;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What an SQLSTATE promises. Source: PostgreSQL documentation, appendix "PostgreSQL Error Codes".
 */
public enum FailureClass {
    /** 40001 serialization_failure, 40P01 deadlock_detected: the transaction was rolled back. */
    ROLLED_BACK,
    /** Class 08, 57P01 to 57P03, 57P05, and 40003 statement_completion_unknown: the connection is gone, what it was doing is not known. */
    CONNECTION_LOST,
    /** 53300 too_many_connections: the session never began. */
    SERVER_FULL,
    /** 57014 query_canceled: the statement was rolled back, because somebody wanted it to end. */
    CANCELLED,
    /** Class 28 and 3D000: the server does not let this role into this database, and will not a moment later. */
    ACCESS_DENIED,
    /** Anything else: a repetition would meet the same end. */
    OTHER;

    /** The class of a failure, looking through the pool's own exceptions to what the server said. */
    public static FailureClass of(SQLException failure) {
        FailureClass failureClass = of(failure.getSQLState());
        Throwable cause = failure.getCause();
        // The pool wraps what the server said into an exception of its own.
        return failureClass == OTHER && cause instanceof SQLException serverException
                ? of(serverException.getSQLState())
                : failureClass;
    }

    private static FailureClass of(@Nullable String code) {
        if (code == null) {
            return OTHER;
        }
        return switch (code) {
            case "40001", "40P01" -> ROLLED_BACK;
            case "57P01", "57P02", "57P03", "57P05", "40003" -> CONNECTION_LOST;
            case "53300" -> SERVER_FULL;
            case "57014" -> CANCELLED;
            case "3D000" -> ACCESS_DENIED;
            default -> byClass(code);
        };
    }

    private static FailureClass byClass(String code) {
        if (code.startsWith("08")) {
            return CONNECTION_LOST;
        }
        return code.startsWith("28") ? ACCESS_DENIED : OTHER;
    }
}
