package io.connwarden.sql.target;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Properties;
import java.util.function.BiConsumer;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The data source of single sessions on a target, opened as the first role for which a slot is free (53300 otherwise).
 * Passwords are read for every attempt, so a rotated password does not require a restart.
 */
final class TargetDataSource implements DataSource {
    private final String url;
    private final String applicationName;
    private final List<Credentials> credentialsInOrder;
    private final ConnectionTimeouts timeouts;
    private @Nullable PrintWriter logWriter;

    TargetDataSource(
            String url, String applicationName, List<Credentials> credentialsInOrder, ConnectionTimeouts timeouts) {
        this.url = url;
        this.applicationName = applicationName;
        this.credentialsInOrder = List.copyOf(credentialsInOrder);
        this.timeouts = timeouts;
    }

    @Override
    public Connection getConnection() throws SQLException {
        SQLException limitReached = null;
        for (Credentials credentials : credentialsInOrder) {
            try {
                return open(credentials);
            } catch (SQLException e) {
                if (!SqlStates.TOO_MANY_CONNECTIONS.equals(e.getSQLState())) {
                    throw e;
                }
                limitReached = e;
            }
        }
        throw limitReached == null
                ? new SQLException("no role is configured for " + applicationName + ": pass at least one")
                : limitReached;
    }

    /** Opens a session of a role and checks that it is a session of the server itself. */
    Connection open(Credentials credentials) throws SQLException {
        Connection connection = connect(credentials, StartupSettings::pin);
        try {
            OwnSession.prepare(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Opens a session without that check and with no setting but the search_path, unless a pooler rejects it. */
    Connection openUnchecked(Credentials credentials) throws SQLException {
        try {
            return connect(credentials, StartupSettings::pinSearchPath);
        } catch (SQLException e) {
            if (!PoolerException.isRejectedSetting(e)) {
                throw e;
            }
            return connect(credentials, StartupSettings::leaveUnpinned);
        }
    }

    private Connection connect(Credentials credentials, BiConsumer<StartupSettings, Properties> settings)
            throws SQLException {
        StartupSettings startup = StartupSettings.of(url);
        // The exception of the driver would quote the url, which may contain a secret.
        Connection connection = startup == null ? null : connect(startup, credentials, settings);
        if (connection == null) {
            throw new SQLException(
                    "invalid url: it must have the form jdbc:postgresql://host:5432/database",
                    SqlStates.UNABLE_TO_CONNECT);
        }
        return connection;
    }

    private @Nullable Connection connect(
            StartupSettings startup, Credentials credentials, BiConsumer<StartupSettings, Properties> settings)
            throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, credentials.user());
        PGProperty.PASSWORD.set(properties, password(credentials));
        PGProperty.APPLICATION_NAME.set(properties, applicationName);
        timeouts.applyTo(properties);
        settings.accept(startup, properties);
        return new Driver().connect(startup.url(), properties);
    }

    private static @Nullable String password(Credentials credentials) throws SQLException {
        try {
            return credentials.currentPassword();
        } catch (IllegalArgumentException e) {
            throw new SQLException(e.getMessage(), SqlStates.INVALID_PASSWORD, e);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the role is defined by the settings of the target");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        this.logWriter = out;
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // Ignored: the timeouts of the constructor apply, although the pool sets its own here.
    }

    @Override
    public int getLoginTimeout() {
        return (int) timeouts.connect().toSeconds();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("org.postgresql");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("cannot unwrap to " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
