package io.connwarden.sql.target;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.SqlStatements;
import io.connwarden.sql.Timestamps;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Sends a signal to a session, provided it is still the one that was decided on.
 *
 * <p>One statement compares identity and state and signals, so nothing fits between look and signal but the server's
 * own few microseconds. One session per statement: a refusal (42501) would take the rest of a list with it. Safe for
 * use by several threads as far as the data source is.
 */
public final class SignalSender {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final DataSource target;

    public SignalSender(DataSource target) {
        this.target = target;
    }

    /**
     * Signals the session if it is still the one decided on.
     *
     * @param expectedState the state decided on; null when any will do
     * @param expectedStateChange since when it was in that state, to the microsecond; null when any will do
     * @throws TargetException when the server could not be asked; whether a signal went out is then unknown
     */
    public SignalAnswer signal(
            SignalKind kind, SessionId session, @Nullable String expectedState, @Nullable Instant expectedStateChange) {
        try (Connection connection = target.getConnection()) {
            return SqlStatements.query(
                            connection,
                            statement(kind).sql(),
                            on -> bind(on, session, expectedState, expectedStateChange),
                            row -> SignalAnswer.valueOf(row.getString("answer")))
                    .get(0);
        } catch (SQLException e) {
            return deniedOrThrow(e);
        }
    }

    private static TargetStatement statement(SignalKind kind) {
        return switch (kind) {
            case TERMINATE -> TargetStatement.TERMINATE_SESSION;
            case CANCEL -> TargetStatement.CANCEL_SESSION;
        };
    }

    private static void bind(
            PreparedStatement on, SessionId session, @Nullable String state, @Nullable Instant stateChange)
            throws SQLException {
        on.setInt(1, session.pid());
        on.setObject(2, Timestamps.toParameter(session.backendStart()));
        on.setString(3, state);
        on.setObject(4, Timestamps.toParameter(stateChange));
    }

    private static SignalAnswer deniedOrThrow(SQLException e) {
        if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
            return SignalAnswer.DENIED;
        }
        throw new TargetException(e);
    }
}
