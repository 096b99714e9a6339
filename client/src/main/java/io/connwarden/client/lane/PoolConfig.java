package io.connwarden.client.lane;

import com.zaxxer.hikari.HikariConfig;
import io.connwarden.client.settings.DatabaseSettings;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.status.LaneName;
import java.time.Duration;
import java.util.Locale;

/** The HikariCP configuration of a lane, derived from the settings of the router. */
final class PoolConfig {
    private static final Duration MIN_KEEPALIVE = Duration.ofSeconds(30);
    private static final Duration MAX_KEEPALIVE = Duration.ofMinutes(2);
    private static final Duration MAX_IDLE_TIMEOUT = Duration.ofMinutes(10);
    private static final int MIN_IDLE_CONNECTIONS = 2;

    private PoolConfig() {}

    static HikariConfig of(RouterSettings settings, LaneName lane, int size, Duration statementBackstop) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(
                settings.database().applicationName() + "-" + lane.name().toLowerCase(Locale.ROOT));
        configureDatabase(config, settings.database(), lane);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(size, MIN_IDLE_CONNECTIONS));
        config.setConnectionTimeout(settings.timeouts().connectionTimeout().toMillis());
        config.setValidationTimeout(
                Math.min(1000, settings.timeouts().connectionTimeout().toMillis()));
        config.setConnectionInitSql(StatementTimeout.forSession(statementBackstop));
        // The application can start while its database is down; the pool connects later.
        config.setInitializationFailTimeout(-1);
        limitIdleTime(config, settings.health().zombieThreshold());
        return config;
    }

    private static void configureDatabase(HikariConfig config, DatabaseSettings database, LaneName lane) {
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        database.driverProperties().forEach(config::addDataSourceProperty);
        String name = database.applicationName();
        config.addDataSourceProperty("ApplicationName", lane == LaneName.RESERVED ? name + ":reserved" : name);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("cancelSignalTimeout", "2");
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
