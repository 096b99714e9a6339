package io.connwarden.client.lane;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.DriverDataSource;
import com.zaxxer.hikari.util.PropertyElf;
import com.zaxxer.hikari.util.UtilityElf;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.LoggerFactory;

/**
 * The data source under a pool. It prepares each new session, unless a pooler such as PgBouncer is in between. The
 * process id that the server reports then differs from the one that the driver received when it connected.
 */
final class SessionDataSource implements DataSource {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(SessionDataSource.class);

    private static final String SELECT_BACKEND_PID = LaneSql.read("select-backend-pid.sql");

    private final DataSource target;
    private final SessionTimeout timeout;
    private final String pool;

    private SessionDataSource(DataSource target, SessionTimeout timeout, String pool) {
        this.target = target;
        this.timeout = timeout;
        this.pool = pool;
    }

    /** Puts a data source under the pool that prepares its sessions. */
    static void install(HikariConfig config, SessionTimeout timeout) {
        DataSource target = target(config);
        if (target != null) {
            config.setDataSource(new SessionDataSource(target, timeout, config.getPoolName()));
        }
    }

    /** Creates the data source as the pool itself would. A name in a directory is left to the pool. */
    private static @Nullable DataSource target(HikariConfig config) {
        if (config.getDataSource() != null) {
            return config.getDataSource();
        }
        String className = config.getDataSourceClassName();
        if (className != null) {
            DataSource created = UtilityElf.createInstance(className, DataSource.class);
            PropertyElf.setTargetFromProperties(created, config.getDataSourceProperties());
            return created;
        }
        if (config.getJdbcUrl() == null || config.getDataSourceJNDI() != null) {
            return null;
        }
        return new DriverDataSource(
                config.getJdbcUrl(),
                config.getDriverClassName(),
                config.getDataSourceProperties(),
                config.getUsername(),
                config.getPassword());
    }

    @Override
    public Connection getConnection() throws SQLException {
        return prepared(target.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return prepared(target.getConnection(user, password));
    }

    private Connection prepared(Connection connection) throws SQLException {
        Duration value = timeout.value();
        if (value == null) {
            return connection;
        }
        boolean ready = false;
        try {
            if (isBehindPooler(connection)) {
                timeout.disable();
                LOG.warn(
                        "Pool '{}' is connected through a pooler. Its sessions get no statement_timeout, because the"
                                + " setting would reach other clients of the pooler",
                        pool);
            } else {
                StatementTimeout.setForSession(connection, value);
            }
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    private static boolean isBehindPooler(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(PGConnection.class)) {
            return false;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SELECT_BACKEND_PID)) {
            row.next();
            return row.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID();
        }
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return target.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        target.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        target.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return target.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("io.connwarden.client");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(target) ? type.cast(target) : target.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(target) || target.isWrapperFor(type);
    }
}
