package io.connwarden.client.lane;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.Credentials;
import io.connwarden.client.settings.DatabaseCredentials;
import io.connwarden.client.settings.DatabaseSettings;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.status.LaneName;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** The HikariCP configuration of a lane, derived from the settings of the router. */
final class PoolConfig {
    private static final Duration MIN_KEEPALIVE = Duration.ofSeconds(30);
    private static final Duration MAX_KEEPALIVE = Duration.ofMinutes(2);
    private static final Duration MAX_IDLE_TIMEOUT = Duration.ofMinutes(10);
    private static final int MIN_IDLE_CONNECTIONS = 2;

    private PoolConfig() {}

    static HikariConfig of(RouterSettings settings, LaneName lane, int size, SessionTimeout timeout) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(settings.database().applicationName());
        configureDatabase(config, settings.database());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(size, MIN_IDLE_CONNECTIONS));
        config.setConnectionTimeout(settings.timeouts().connectionTimeout().toMillis());
        config.setValidationTimeout(
                Math.min(1000, settings.timeouts().connectionTimeout().toMillis()));
        // The application can start while its database is down; the pool connects later.
        config.setInitializationFailTimeout(-1);
        limitIdleTime(config, settings.health().zombieThreshold());
        PoolProperties.apply(config, settings, size);
        identifyLane(config, settings, lane);
        if (!config.isAutoCommit()) {
            // Otherwise the first rollback would undo the settings of a new session.
            config.setIsolateInternalQueries(true);
        }
        SessionDataSource.install(config, timeout);
        return config;
    }

    private static void configureDatabase(HikariConfig config, DatabaseSettings database) {
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("cancelSignalTimeout", "2");
        database.driverProperties().forEach(config::addDataSourceProperty);
    }

    private static void identifyLane(HikariConfig config, RouterSettings settings, LaneName lane) {
        String name = settings.database().applicationName();
        config.addDataSourceProperty("ApplicationName", lane == LaneName.RESERVED ? name + ":reserved" : name);
        config.setPoolName(config.getPoolName() + "-" + lane.name().toLowerCase(Locale.ROOT));
        Supplier<DatabaseCredentials> credentials = settings.pool().credentials();
        if (credentials != null) {
            config.setCredentialsProvider(() -> {
                DatabaseCredentials current = credentials.get();
                return Credentials.of(current.user(), current.password());
            });
        }
    }

    /** Sets idle timeout and keepalive below the zombie threshold, so that no pooled connection counts as a zombie. */
    private static void limitIdleTime(HikariConfig config, Duration zombieThreshold) {
        Duration third = zombieThreshold.dividedBy(3);
        if (config.getMinimumIdle() < config.getMaximumPoolSize()) {
            config.setIdleTimeout(Math.min(MAX_IDLE_TIMEOUT.toMillis(), Math.max(10_000, third.toMillis())));
        }
        config.setKeepaliveTime(clamp(third, MIN_KEEPALIVE, MAX_KEEPALIVE).toMillis());
    }

    private static Duration clamp(Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0) {
            return min;
        }
        return value.compareTo(max) > 0 ? max : value;
    }
}
