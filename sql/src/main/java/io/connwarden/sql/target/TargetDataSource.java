package io.connwarden.sql.target;

import io.connwarden.sql.SqlStatements;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Opens single sessions on a watched server: first as the ordinary role and, when no slot is left for it (53300), as
 * each further one. Passwords are read for every attempt, so a rotated one is found without a restart.
 */
final class TargetDataSource implements DataSource {
    private static final String TOO_MANY_CONNECTIONS = "53300";

    private final String url;
    private final String applicationName;
    private final List<Login> logins;
    private final ConnectionTimeouts limits;
    private @Nullable PrintWriter logWriter;

    TargetDataSource(String url, String applicationName, List<Login> logins, ConnectionTimeouts limits) {
        this.url = url;
        this.applicationName = applicationName;
        this.logins = List.copyOf(logins);
        this.limits = limits;
    }

    @Override
    public Connection getConnection() throws SQLException {
        SQLException limitReached = null;
        for (Login login : logins) {
            try {
                return applySessionSettings(openRaw(login));
            } catch (SQLException e) {
                if (!TOO_MANY_CONNECTIONS.equals(e.getSQLState())) {
                    throw e;
                }
                limitReached = e;
            }
        }
        throw limitReached == null ? new SQLException("no role is configured") : limitReached;
    }

    /** A session as the server gives it, with nothing set in it. */
    Connection openRaw(Login login) throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, login.user());
        PGProperty.PASSWORD.set(properties, password(login));
        PGProperty.APPLICATION_NAME.set(properties, applicationName);
        limits.applyTo(properties);
        // Asked first, for the driver's own refusal quotes the url with all that may be in it.
        Connection connection = Driver.parseURL(url, null) == null ? null : new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException(
                    "the driver cannot read the url: it must be of the form jdbc:postgresql://host:5432/database",
                    "08001");
        }
        return connection;
    }

    private static @Nullable String password(Login login) throws SQLException {
        try {
            return login.currentPassword();
        } catch (IllegalArgumentException e) {
            throw new SQLException(e.getMessage(), "28P01", e);
        }
    }

    /** Makes the session ours: limits it and lets it idle. Closes it when that fails. */
    static Connection applySessionSettings(Connection connection) throws SQLException {
        try {
            SqlStatements.query(connection, TargetStatement.SESSION_SETTINGS.sql(), row -> true);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the roles of a target are fixed by its settings");
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
        // The limits given at construction hold; the pool sets its own idea of them here.
    }

    @Override
    public int getLoginTimeout() {
        return (int) limits.connect().toSeconds();
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
        throw new SQLException("not a wrapper of " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
