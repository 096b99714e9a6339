package io.connwarden.sql.target;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a server could not be asked.
 *
 * @param sqlState the server's or the driver's; null when the failure has none
 * @param message one sentence for people: what failed and what the server said, never a password
 */
public record ConnectFailure(Kind kind, @Nullable String sqlState, String message) {

    /** Kinds that call for different remedies. */
    public enum Kind {
        /** No slot left for this role (53300). */
        FULL("no connection slot is left for this role"),
        /** The role has as many sessions as it may have (53300 too). */
        ROLE_LIMIT("the role has all the sessions that its CONNECTION LIMIT allows"),
        /** The database has as many sessions as it may have (53300 too). */
        DATABASE_LIMIT("the database has all the sessions that its CONNECTION LIMIT allows"),
        /** One of the three above: the server's words do not tell which (53300). */
        TOO_MANY("too many connections, on the server, of the role or to the database"),
        /** Unknown role, wrong password, no entry in pg_hba.conf, no right to connect (28xxx, 42501). */
        AUTHENTICATION("the server refused the role"),
        /** Nobody answers at the address, or the connection broke. */
        UNREACHABLE("the server cannot be reached"),
        /** It took longer than the limit. */
        TIMEOUT("the server took too long"),
        /** Starting up, shutting down, or not accepting sessions yet (57P0x). */
        STARTING("the server is starting up or shutting down"),
        OTHER("the server answered with an error");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }
    }

    /** Reads the root of a chain of exceptions, as a pool wraps the one that tells. */
    public static ConnectFailure of(Throwable failure) {
        Throwable cause = decisiveCause(failure);
        String sqlState = cause instanceof SQLException sql ? sql.getSQLState() : null;
        Kind kind = kindOf(sqlState, cause);
        return new ConnectFailure(kind, sqlState, kind.sentence + detail(cause, sqlState));
    }

    /** The innermost SQLException with a state of its own; else the innermost SQLException; else the failure. */
    private static Throwable decisiveCause(Throwable failure) {
        Throwable told = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && (sql.getSQLState() != null || told == failure)) {
                told = cause;
            }
        }
        return told;
    }

    private static Kind kindOf(@Nullable String sqlState, Throwable cause) {
        if (isCausedByTimeout(cause)) {
            return Kind.TIMEOUT;
        }
        if (sqlState == null) {
            return cause instanceof SQLException ? Kind.TIMEOUT : Kind.OTHER;
        }
        return switch (sqlState) {
            case "53300" -> ConnectionLimitKind.of(cause);
            case "57014", "55P03" -> Kind.TIMEOUT;
            case "57P01", "57P02", "57P03" -> Kind.STARTING;
            case "42501" -> Kind.AUTHENTICATION;
            default -> kindOfClass(sqlState);
        };
    }

    private static Kind kindOfClass(String sqlState) {
        if (sqlState.startsWith("28")) {
            return Kind.AUTHENTICATION;
        }
        return sqlState.startsWith("08") ? Kind.UNREACHABLE : Kind.OTHER;
    }

    private static boolean isCausedByTimeout(Throwable told) {
        for (Throwable cause = told; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    /** The first line only: further ones carry detail and hints that may quote what was sent. */
    private static String detail(Throwable cause, @Nullable String sqlState) {
        String text = cause.getMessage() == null
                ? ""
                : cause.getMessage().lines().findFirst().orElse("");
        if (text.toLowerCase(Locale.ROOT).contains("password=")) {
            text = "";
        }
        String code = sqlState == null ? "" : " [" + sqlState + "]";
        return text.isBlank() ? code : ": " + text.strip() + code;
    }
}
