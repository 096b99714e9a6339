package io.connwarden.sql.target;

import io.connwarden.contracts.value.Formats;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.core.NestedExceptionUtils;

/**
 * The classified reason of a failed connection or query.
 *
 * @param sqlState the SQLSTATE of the server or the driver; null if there is none
 * @param message one sentence with the kind and the message of the server; it never contains a password
 */
public record ConnectFailure(Kind kind, @Nullable String sqlState, String message) {
    /** A pooler or a proxy may answer with a long text. */
    private static final int MAX_DETAIL_LENGTH = 1_000;

    /** The kind of a failure. Each kind has another remedy. */
    public enum Kind {
        /** No slot is free for this role (53300). */
        SLOTS_EXHAUSTED(
                "no connection slot is left for this role",
                "The server is full: end a session as a superuser, or stop an application, and find the leak"),
        /** The connection limit of the role is reached (53300). */
        ROLE_LIMIT(
                "the CONNECTION LIMIT of the role is reached",
                "Raise the CONNECTION LIMIT of the role of this service, or end a session of the role"),
        /** The connection limit of the database is reached (53300). */
        DATABASE_LIMIT(
                "the CONNECTION LIMIT of the database is reached",
                "Raise the CONNECTION LIMIT of the database, or use another database in the url"),
        /** One of the three limits above, without the information which one (53300). */
        UNKNOWN_CONNECTION_LIMIT(
                "the connection limit of the server, the role or the database is reached",
                "Read in the log of the server which limit is reached: the slots, or a CONNECTION LIMIT of the role or"
                        + " the database"),
        /** The server asks for a password, and none is configured (08004). */
        PASSWORD_REQUIRED(
                "the server asks for a password and none was given",
                "Set PGPASSWORD or --password-file (for the reserve role --reserve-password-file), or password or"
                        + " password-file of the target in the configuration"),
        /** The role does not exist, or has no LOGIN (28000). */
        NO_SUCH_ROLE(
                "the server does not let this role log in",
                "Check the role name in --user or username: the role must exist and have the attribute LOGIN"),
        /** The database does not exist (3D000). */
        NO_SUCH_DATABASE("the database does not exist", "Check the database in --url or url"),
        /**
         * Wrong password, no entry in pg_hba.conf, no CONNECT privilege, or a method of authentication that fails (28xxx,
         * 42501, 08004).
         */
        AUTHENTICATION(
                "the server rejected the login",
                "Check the role name, the password, pg_hba.conf and the CONNECT privilege on the database"),
        /** The catalog is closed for the role, or its functions are (42501). A retry does not help. */
        PRIVILEGE(
                "the role lacks a privilege on the system catalog",
                "Execute the GRANT in the reason as a superuser; connwarden doctor prints every missing privilege"),
        /** A pooler answers instead of the server (08P01). */
        POOLER(
                "a connection pooler is in between, and Connwarden needs a session of its own;"
                        + " set the url to the address of the server",
                "Set the url to the address of the server instead of the pooler's"),
        /** The name of the host has no address (08001). */
        UNKNOWN_HOST(
                "the server cannot be reached: the name of its host cannot be resolved",
                "Check the host in --url or url, and the name service (DNS) of this host"),
        /** The host answers, but no process listens on the port (08001). */
        CONNECTION_REFUSED(
                "the server cannot be reached: its host refused the connection",
                "Check that the server is running, the port of the url, and listen_addresses"),
        /** The address does not respond, or the connection is broken (08xxx). */
        UNREACHABLE(
                "the server cannot be reached",
                "Check that the server is running, the host and the port of the url, listen_addresses and firewalls"),
        /** A timeout of the client or the server expired. */
        TIMEOUT(
                "the server did not respond in time",
                "Check the load of the server and the network: a firewall that drops packets is a common cause"),
        /** The server is starting up, shutting down, or does not accept connections yet (57P0x). */
        STARTING("the server is starting up or shutting down", "Wait until the server has started"),
        OTHER("the server returned an error", "Read the cause in the log of the server");

        private final String sentence;
        private final String remedy;

        Kind(String sentence, String remedy) {
            this.sentence = sentence;
            this.remedy = remedy;
        }
    }

    /** Returns true if a retry does not help until an administrator has acted, although the server answers. */
    public boolean isPermanent() {
        return kind == Kind.PRIVILEGE;
    }

    /** Returns the remedy for an operator, one sentence without a full stop. */
    public String remedy() {
        return kind.remedy;
    }

    /** Classifies an exception. A connection pool wraps the exception of the driver, so the causes are read. */
    public static ConnectFailure of(Throwable failure) {
        Throwable cause = decisiveCause(failure);
        String sqlState = cause instanceof SQLException sql ? sql.getSQLState() : null;
        Kind kind = kindOf(sqlState, cause);
        // The message of the driver does not contain the name of an unknown host.
        Throwable told = kind == Kind.UNKNOWN_HOST ? NestedExceptionUtils.getMostSpecificCause(cause) : cause;
        return new ConnectFailure(
                kind, sqlState, kind.sentence + detail(told, sqlState) + ReserveRefusedException.reasonIn(failure));
    }

    /**
     * Returns the innermost SQLException with a SQLSTATE, else the outermost SQLException below the failure, else the
     * failure. The root cause alone does not suffice: below the SQLException there may be an exception of the socket.
     */
    private static Throwable decisiveCause(Throwable failure) {
        Throwable decisive = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && (sql.getSQLState() != null || decisive == failure)) {
                decisive = cause;
            }
        }
        return decisive;
    }

    private static Kind kindOf(@Nullable String sqlState, Throwable cause) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(cause);
        if (root instanceof SocketTimeoutException
                || isConnectFailure(root, "timed out")
                || DriverMessage.LOGIN_TIMEOUT.isOf(cause)) {
            return Kind.TIMEOUT;
        }
        if (sqlState == null) {
            return cause instanceof SQLException ? Kind.TIMEOUT : Kind.OTHER;
        }
        if (PoolerException.isCause(cause)) {
            return Kind.POOLER;
        }
        return switch (sqlState) {
            case SqlStates.TOO_MANY_CONNECTIONS -> ConnectionLimitClassifier.classify(cause);
            case SqlStates.QUERY_CANCELED, SqlStates.LOCK_NOT_AVAILABLE -> Kind.TIMEOUT;
            case SqlStates.ADMIN_SHUTDOWN, SqlStates.CRASH_SHUTDOWN, SqlStates.CANNOT_CONNECT_NOW -> Kind.STARTING;
            case SqlStates.INSUFFICIENT_PRIVILEGE -> isLogin(cause) ? Kind.AUTHENTICATION : Kind.PRIVILEGE;
            case SqlStates.INVALID_CATALOG_NAME -> Kind.NO_SUCH_DATABASE;
            case SqlStates.INVALID_AUTHORIZATION -> isRoleRefused(cause) ? Kind.NO_SUCH_ROLE : Kind.AUTHENTICATION;
            default -> kindOfClass(sqlState, cause, root);
        };
    }

    /** A login without the CONNECT privilege, which the server rejects as FATAL in the given function. */
    private static boolean isLogin(Throwable cause) {
        ServerErrorMessage server = cause instanceof PSQLException error ? error.getServerErrorMessage() : null;
        boolean queried = cause instanceof MissingPrivilegeException
                || (server != null
                        && !"FATAL".equals(server.getSeverity())
                        && !"CheckMyDatabase".equals(server.getRoutine()));
        return !queried;
    }

    /** A role that does not exist or has no LOGIN. The server function identifies it in every language. */
    private static boolean isRoleRefused(Throwable cause) {
        ServerErrorMessage server = cause instanceof PSQLException error ? error.getServerErrorMessage() : null;
        return server != null && "InitializeSessionUserId".equals(server.getRoutine());
    }

    private static Kind kindOfClass(String sqlState, Throwable cause, Throwable root) {
        if (DriverMessage.isPasswordMissing(cause)) {
            return Kind.PASSWORD_REQUIRED;
        }
        if (sqlState.startsWith(SqlStates.INVALID_AUTHORIZATION_CLASS)
                || sqlState.equals(SqlStates.CONNECTION_REJECTED)
                || DriverMessage.GSS_FAILED.isOf(cause)) {
            return Kind.AUTHENTICATION;
        }
        return sqlState.startsWith(SqlStates.CONNECTION_EXCEPTION_CLASS) ? kindOfConnect(root) : Kind.OTHER;
    }

    private static Kind kindOfConnect(Throwable root) {
        if (root instanceof UnknownHostException) {
            return Kind.UNKNOWN_HOST;
        }
        return isConnectFailure(root, "refused") ? Kind.CONNECTION_REFUSED : Kind.UNREACHABLE;
    }

    /** The operating system has one exception for several failures. Its message tells them apart. */
    private static boolean isConnectFailure(Throwable root, String message) {
        return root instanceof ConnectException
                && String.valueOf(root.getMessage()).contains(message);
    }

    /** Returns the first line of the message. Further lines have details that may quote the sent values. */
    private static String detail(Throwable cause, @Nullable String sqlState) {
        String text = cause.getMessage() == null
                ? ""
                : Formats.singleLine(cause.getMessage().lines().findFirst().orElse(""), MAX_DETAIL_LENGTH);
        if (text.toLowerCase(Locale.ROOT).contains("password=")) {
            text = "";
        }
        String code = sqlState == null ? "" : " [" + sqlState + "]";
        return text.isBlank() ? code : ": " + text.strip() + code;
    }
}
