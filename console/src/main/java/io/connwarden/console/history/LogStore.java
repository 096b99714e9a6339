package io.connwarden.console.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.connwarden.console.settings.ConsoleSettings.LogStoreSettings;
import io.connwarden.console.web.ProblemException;
import io.connwarden.sql.store.LogStoreReads;
import io.connwarden.sql.store.StoreDriver;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;

/**
 * The read-only access to the log store, over at most two connections that are opened when they are needed. Without
 * settings, and while the log store is down, each read is refused with 503. Thread-safe.
 */
public final class LogStore implements AutoCloseable {
    static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(LogStore.class);
    private static final int CONNECTIONS = 2;

    private final @Nullable HikariDataSource pool;
    private final @Nullable LogStoreReads reads;

    private LogStore(@Nullable HikariDataSource pool) {
        this.pool = pool;
        this.reads = pool == null ? null : new LogStoreReads(pool, STATEMENT_TIMEOUT);
    }

    /**
     * Opens the access. Returns at once, even if the log store is down.
     *
     * @param settings null for a console without a log store
     */
    public static LogStore open(@Nullable LogStoreSettings settings) {
        return new LogStore(settings == null ? null : new HikariDataSource(configuration(settings)));
    }

    private static HikariConfig configuration(LogStoreSettings settings) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("console-log-store");
        pool.setDriverClassName(StoreDriver.class.getName());
        pool.setJdbcUrl(settings.url());
        pool.setUsername(settings.username());
        pool.setPassword(settings.password());
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(0);
        pool.setReadOnly(true);
        pool.setConnectionTimeout(Duration.ofSeconds(3).toMillis());
        // The pool does not connect at the start, so a log store that is down does not end the start.
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("ApplicationName", "connwarden-console");
        pool.addDataSourceProperty("readOnlyMode", "always");
        pool.addDataSourceProperty("connectTimeout", "3");
        pool.addDataSourceProperty(
                "socketTimeout", String.valueOf(STATEMENT_TIMEOUT.plusSeconds(5).toSeconds()));
        return pool;
    }

    /** @throws ProblemException with 503 if the log store is not configured, is down, or takes too long */
    <T> T read(Function<LogStoreReads, T> query) {
        if (reads == null) {
            throw ProblemException.unavailable("the log store is not configured; set connwarden.console.log-store.url,"
                    + " username and password. Targets, sessions, actions and alerts are shown from memory");
        }
        try {
            return query.apply(reads);
        } catch (QueryTimeoutException tooLong) {
            throw ProblemException.unavailable("the log store did not answer within " + STATEMENT_TIMEOUT.toSeconds()
                    + " s; request a shorter period, or repeat the request later");
        } catch (DataAccessException down) {
            String cause =
                    Objects.requireNonNullElse(down.getMostSpecificCause().getMessage(), "unknown");
            LOG.warn("The log store cannot be read; the request is answered with 503. Cause: {}", cause);
            throw ProblemException.unavailable("the log store cannot be read; the log of the service has the cause."
                    + " Targets, sessions, actions and alerts are shown from memory");
        }
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.close();
        }
    }
}
