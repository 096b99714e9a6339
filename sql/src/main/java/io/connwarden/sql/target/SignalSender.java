package io.connwarden.sql.target;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.SqlStatements;
import io.connwarden.sql.SqlStatements.Parameters;
import io.connwarden.sql.Timestamps;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The sender of signals. A session is signalled only if its identity and state are still as expected.
 *
 * <p>One statement compares and signals, so only microseconds on the server lie between both. Each session has its own
 * statement, because an error (42501) would end the signalling of a list. Thread-safe.
 */
public final class SignalSender {
    private final TargetSession target;

    public SignalSender(TargetSession target) {
        this.target = target;
    }

    /** Creates a sender that opens a session for each signal. */
    public SignalSender(DataSource target) {
        this(TargetSession.openedPerCall(target));
    }

    /**
     * Signals a session.
     *
     * @param expectedState the state in which the session is signalled; null for any state
     * @param expectedStateChange the {@code state_change} at which the session is signalled; null for any
     * @param signalUntil the time of the target's clock after which the answer is LATE; null for no limit
     * @throws TargetException if the statement fails; it is then unknown if the signal was sent
     */
    public SignalAnswer signal(
            SignalKind kind,
            SessionId session,
            @Nullable String expectedState,
            @Nullable Instant expectedStateChange,
            @Nullable Instant signalUntil) {
        try {
            return target.call(connection -> signal(
                    connection,
                    statement(kind),
                    session,
                    on -> bind(on, session, expectedState, expectedStateChange, signalUntil)));
        } catch (SQLException e) {
            throw new TargetException(e);
        }
    }

    private static TargetStatement statement(SignalKind kind) {
        return switch (kind) {
            case TERMINATE -> TargetStatement.TERMINATE_SESSION;
            case CANCEL -> TargetStatement.CANCEL_SESSION;
        };
    }

    private static void bind(
            PreparedStatement on,
            SessionId session,
            @Nullable String state,
            @Nullable Instant stateChange,
            @Nullable Instant signalUntil)
            throws SQLException {
        on.setInt(1, session.pid());
        on.setObject(2, Timestamps.toParameter(session.backendStart()));
        on.setString(3, state);
        on.setObject(4, Timestamps.toParameter(stateChange));
        on.setObject(5, Timestamps.toParameter(signalUntil));
    }

    private static SignalAnswer signal(
            Connection connection, TargetStatement statement, SessionId session, Parameters parameters)
            throws SQLException {
        try {
            return SqlStatements.query(connection, statement.sql(), parameters, SignalSender::answer)
                    .get(0);
        } catch (SQLException e) {
            if (!SqlStates.INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw e;
            }
            List<String> missing = MissingPrivileges.find(e, connection, statement);
            if (!missing.isEmpty()) {
                throw new MissingPrivilegeException(e, connection, missing);
            }
            return denial(connection, session);
        }
    }

    /** Returns the reason of a denial; DENIED if it cannot be read or the session has ended. */
    private static SignalAnswer denial(Connection connection, SessionId session) {
        try {
            return SqlStatements.query(
                            connection,
                            TargetStatement.SIGNAL_DENIAL.sql(),
                            on -> on.setInt(1, session.pid()),
                            SignalSender::answer)
                    .stream()
                    .findFirst()
                    .orElse(SignalAnswer.DENIED);
        } catch (SQLException e) {
            return SignalAnswer.DENIED;
        }
    }

    private static SignalAnswer answer(ResultSet row) throws SQLException {
        return SignalAnswer.valueOf(row.getString("answer"));
    }
}
