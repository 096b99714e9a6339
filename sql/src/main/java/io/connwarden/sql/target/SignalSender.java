package io.connwarden.sql.target;

import io.connwarden.contracts.SignalKind;
import io.connwarden.sql.SqlStatements;
import io.connwarden.sql.Timestamps;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The sender of signals. A session is signalled only if its identity and state are still as expected.
 *
 * <p>One statement compares and signals the sessions one after the other, so only a few milliseconds on the server lie
 * between both. The statement checks the privilege for each session too, because a denied signal (42501) would end it
 * after the signals before. Thread-safe.
 */
public final class SignalSender {
    private final TargetSession target;

    public SignalSender(TargetSession target) {
        this.target = target;
    }

    /** Creates a sender that opens a session for each statement. */
    public SignalSender(DataSource target) {
        this(TargetSession.openedPerCall(target));
    }

    /**
     * Signals sessions with one statement, in the given order, and returns their answers in this order.
     *
     * @param sessions at least one session
     * @param signalUntil the time of the target's clock after which the answer is LATE; null for no limit
     * @throws TargetException if the statement fails. It is then unknown which signals were sent. A permanent failure
     *     precedes the first signal
     */
    public List<SignalAnswer> signal(SignalKind kind, List<ExpectedSession> sessions, @Nullable Instant signalUntil) {
        try {
            return target.call(connection -> signal(connection, kind, sessions, signalUntil));
        } catch (SQLException e) {
            throw new TargetException(e);
        }
    }

    /** As {@link #signal(SignalKind, List, Instant)}, on a given connection in autocommit mode. */
    public static List<SignalAnswer> signal(
            Connection connection, SignalKind kind, List<ExpectedSession> sessions, @Nullable Instant signalUntil)
            throws SQLException {
        TargetStatement statement = statement(kind);
        try {
            return SqlStatements.query(
                    connection, statement.sql(), on -> bind(on, sessions, signalUntil), SignalSender::answer);
        } catch (SQLException e) {
            if (!SqlStates.INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw e;
            }
            List<String> missing = MissingPrivileges.find(e, connection, statement);
            if (!missing.isEmpty()) {
                throw new MissingPrivilegeException(e, connection, missing);
            }
            return answersOfDenial(e, sessions.size());
        }
    }

    private static TargetStatement statement(SignalKind kind) {
        return switch (kind) {
            case TERMINATE -> TargetStatement.TERMINATE_SESSIONS;
            case CANCEL -> TargetStatement.CANCEL_SESSIONS;
        };
    }

    private static void bind(PreparedStatement on, List<ExpectedSession> sessions, @Nullable Instant signalUntil)
            throws SQLException {
        on.setObject(1, Timestamps.toParameter(signalUntil));
        bind(on, 2, "int4", sessions, session -> session.id().pid());
        bind(on, 3, "text", sessions, session -> session.id().backendStart().toString());
        bind(on, 4, "text", sessions, ExpectedSession::state);
        bind(on, 5, "text", sessions, session -> toText(session.stateChange()));
    }

    private static void bind(
            PreparedStatement on,
            int position,
            String type,
            List<ExpectedSession> sessions,
            Function<ExpectedSession, @Nullable Object> element)
            throws SQLException {
        on.setArray(
                position,
                on.getConnection()
                        .createArrayOf(type, sessions.stream().map(element).toArray()));
    }

    /** The driver does not accept instants as array elements. */
    private static @Nullable String toText(@Nullable Instant timestamp) {
        return timestamp == null ? null : timestamp.toString();
    }

    private static SignalAnswer answer(ResultSet row) throws SQLException {
        return SignalAnswer.valueOf(row.getString("answer"));
    }

    /** A role can become a superuser between the check of the statement and its signal. */
    private static List<SignalAnswer> answersOfDenial(SQLException denial, int sessions) throws SQLException {
        if (sessions == 1) {
            return List.of(SignalAnswer.DENIED);
        }
        throw new SQLException(
                "the server denied the signal to one of " + sessions + " sessions and ended the statement: "
                        + denial.getMessage(),
                SqlStates.STATEMENT_COMPLETION_UNKNOWN);
    }
}
