package io.connwarden.console.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.connwarden.console.settings.ConsoleSettings.LogStoreSettings;
import io.connwarden.console.web.ProblemException;
import io.connwarden.runtime.OutageLog;
import io.connwarden.sql.store.LogStoreReads;
import io.connwarden.sql.store.Pauses;
import io.connwarden.sql.store.Pauses.KnownPauses;
import io.connwarden.sql.store.SavedSamples;
import io.connwarden.sql.store.StoreDriver;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * The access to the log store, over two connections that only read and one that saves samples. They are opened when
 * they are needed. Without settings, and while the log store is down, each read is refused with 503. Thread-safe.
 */
public final class LogStore implements AutoCloseable {
    static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(LogStore.class);
    private static final int CONNECTIONS = 2;

    private final @Nullable HikariDataSource pool;
    private final @Nullable HikariDataSource writer;
    private final @Nullable LogStoreReads reads;
    private final @Nullable SavedSamples saved;
    private final @Nullable SavedSamples saving;
    private final @Nullable Pauses pauses;

    private final OutageLog outage = new OutageLog(
            LOG,
            "The log store cannot be read; requests for it are answered with 503 until it is up",
            "The log store can be read again");

    private LogStore(@Nullable HikariDataSource pool, @Nullable HikariDataSource writer) {
        this.pool = pool;
        this.writer = writer;
        this.reads = pool == null ? null : new LogStoreReads(pool, STATEMENT_TIMEOUT);
        this.saved = pool == null ? null : new SavedSamples(pool, STATEMENT_TIMEOUT);
        this.saving = writer == null ? null : new SavedSamples(writer, STATEMENT_TIMEOUT);
        this.pauses = pool == null ? null : new Pauses(pool);
    }

    /**
     * Opens the access. Returns at once, even if the log store is down.
     *
     * @param settings null for a console without a log store
     */
    public static LogStore open(@Nullable LogStoreSettings settings) {
        if (settings == null) {
            return new LogStore(null, null);
        }
        HikariConfig reader = configuration(settings, Map.of("readOnlyMode", "always"));
        reader.setPoolName("console-log-store");
        reader.setMaximumPoolSize(CONNECTIONS);
        reader.setReadOnly(true);
        HikariConfig writer = configuration(settings, Map.of());
        writer.setPoolName("console-log-store-writer");
        writer.setMaximumPoolSize(1);
        return new LogStore(new HikariDataSource(reader), new HikariDataSource(writer));
    }

    /** The pool would look for a driver by name among the registered ones, and warn. */
    private static HikariConfig configuration(LogStoreSettings settings, Map<String, String> more) {
        Properties properties = new Properties();
        properties.putAll(more);
        properties.setProperty("user", settings.username());
        properties.setProperty("password", settings.password());
        properties.setProperty("ApplicationName", "connwarden-console");
        properties.setProperty("connectTimeout", "3");
        properties.setProperty(
                "socketTimeout", String.valueOf(STATEMENT_TIMEOUT.plusSeconds(5).toSeconds()));
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(new SimpleDriverDataSource(new StoreDriver(), settings.url(), properties));
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(Duration.ofSeconds(3).toMillis());
        // The pool does not connect at the start, so a log store that is down does not end the start.
        pool.setInitializationFailTimeout(-1);
        return pool;
    }

    /** Returns true if the settings name a log store, up or down. */
    public boolean isConfigured() {
        return pool != null;
    }

    /**
     * Reads the log.
     *
     * @throws ProblemException with 503 if the log store is not configured, is down, or takes too long
     */
    public <T> T read(Function<LogStoreReads, T> query) {
        return answer(query, reads);
    }

    /**
     * Reads the saved samples.
     *
     * @throws ProblemException with 503 if the log store is not configured, is down, or takes too long
     */
    public <T> T readSaved(Function<SavedSamples, T> query) {
        return answer(query, saved);
    }

    /**
     * Reads the pauses.
     *
     * @throws DataAccessException if the log store is down
     * @throws IllegalStateException without a log store
     */
    public KnownPauses pauses() {
        return required(pauses).known();
    }

    /**
     * Writes saved samples, over a connection of its own.
     *
     * @throws DataAccessException if the log store refuses it or is down
     * @throws IllegalStateException without a log store
     */
    public void save(Consumer<SavedSamples> statements) {
        statements.accept(required(saving));
    }

    private static <T> T required(@Nullable T access) {
        if (access == null) {
            throw new IllegalStateException("the log store is not configured");
        }
        return access;
    }

    private <R, T> T answer(Function<R, T> query, @Nullable R access) {
        if (access == null) {
            throw ProblemException.unavailable("the log store is not configured; set connwarden.console.log-store.url,"
                    + " username and password. Targets, sessions, actions and alerts are shown from memory");
        }
        try {
            T answer = query.apply(access);
            outage.recordSuccess();
            return answer;
        } catch (QueryTimeoutException tooLong) {
            throw ProblemException.unavailable("the log store did not answer within " + STATEMENT_TIMEOUT.toSeconds()
                    + " s; request a shorter period, or repeat the request later");
        } catch (DataAccessException down) {
            String cause =
                    Objects.requireNonNullElse(down.getMostSpecificCause().getMessage(), "unknown");
            outage.recordFailure(cause);
            throw ProblemException.unavailable("the log store cannot be read; the log of the service has the cause."
                    + " Targets, sessions, actions and alerts are shown from memory");
        }
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.close();
        }
        if (writer != null) {
            writer.close();
        }
    }
}
