package io.connwarden.sql.target;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.function.BiConsumer;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The data source of single sessions on a target, opened as one role. The password is read for every attempt, so a
 * rotated password does not require a restart.
 */
final class TargetDataSource implements DataSource {
    private final String url;
    private final String applicationName;
    private final Credentials credentials;
    private final ConnectionTimeouts timeouts;
    private @Nullable PrintWriter logWriter;

    TargetDataSource(String url, String applicationName, Credentials credentials, ConnectionTimeouts timeouts) {
        this.url = url;
        this.applicationName = applicationName;
        this.credentials = credentials;
        this.timeouts = timeouts;
    }

    /** Opens a session and checks that it is a session of the server itself. */
    @Override
    public Connection getConnection() throws SQLException {
        return open(StartupSettings::pin);
    }

    /** Opens a session as {@link #getConnection} does, which the server ends soon after its client is lost. */
    Connection openReserve() throws SQLException {
        return open(StartupSettings::pinReserve);
    }

    /** A timeout of the role can end the session before it is disabled. It is then disabled in the startup packet. */
    private Connection open(BiConsumer<StartupSettings, Properties> settings) throws SQLException {
        String disabled = "";
        while (true) {
            String options = disabled;
            try {
                return openChecked(settings.andThen((startup, added) -> StartupSettings.append(added, options)));
            } catch (SQLException e) {
                disabled = StartupSettings.optionsWithoutTimeout(e.getSQLState());
                if (options.contains(disabled)) {
                    throw e;
                }
            }
        }
    }

    private Connection openChecked(BiConsumer<StartupSettings, Properties> settings) throws SQLException {
        Connection connection = connect(settings);
        try {
            OwnSession.prepare(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Opens a session without the check for a pooler and without timeouts, unless a pooler rejects its settings. */
    Connection openUnchecked() throws SQLException {
        try {
            return connect(StartupSettings::pinMeaning);
        } catch (SQLException e) {
            if (!PoolerException.isRejectedSetting(e)) {
                throw e;
            }
            return connect(StartupSettings::leaveUnpinned);
        }
    }

    private Connection connect(BiConsumer<StartupSettings, Properties> settings) throws SQLException {
        StartupSettings startup = StartupSettings.of(url);
        // The exception of the driver would quote the url, which may contain a secret.
        Connection connection = startup == null ? null : connect(startup, settings);
        if (connection == null) {
            throw new SQLException(
                    "invalid url: it must have the form jdbc:postgresql://host:5432/database",
                    SqlStates.UNABLE_TO_CONNECT);
        }
        return connection;
    }

    private @Nullable Connection connect(StartupSettings startup, BiConsumer<StartupSettings, Properties> settings)
            throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, credentials.user());
        PGProperty.PASSWORD.set(properties, password());
        PGProperty.APPLICATION_NAME.set(properties, applicationName);
        // The driver then sends the name in the startup packet. Otherwise a later statement sets the name, and the
        // session is not protected until then.
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "9.0");
        timeouts.applyTo(properties);
        settings.accept(startup, properties);
        return new Driver().connect(startup.url(), properties);
    }

    private @Nullable String password() throws SQLException {
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
        // Ignored: the timeouts of the constructor apply, also if a pool sets its own here.
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
