package io.connwarden.sql.target;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A session on a target that executes calls one after the other. Thread-safe. */
public interface TargetSession {
    /** A call on a session. The connection must not be used after the call. */
    @FunctionalInterface
    interface Call<T> {
        T run(Connection connection) throws SQLException;
    }

    /**
     * Executes a call.
     *
     * @throws SQLException the exception of the call or of the connection, or a timeout
     */
    <T> T call(Call<T> call) throws SQLException;

    /**
     * Executes a call that changes nothing, so that it can be repeated.
     *
     * @throws SQLException as {@link #call}
     */
    default <T> T read(Call<T> call) throws SQLException {
        return call(call);
    }

    /** Returns a session that is opened for each call and closed after it. */
    static TargetSession openedPerCall(DataSource target) {
        return new TargetSession() {
            @Override
            public <T> T call(Call<T> call) throws SQLException {
                try (Connection connection = target.getConnection()) {
                    return call.run(connection);
                }
            }
        };
    }
}
