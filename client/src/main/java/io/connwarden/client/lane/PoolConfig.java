package io.connwarden.client.lane;

import com.zaxxer.hikari.HikariConfig;
import io.connwarden.client.settings.DatabaseAccess;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.status.LaneName;
import java.time.Duration;
import java.util.Locale;

/** Turns the router's settings into HikariCP's. */
final class PoolConfig {
    private static final Duration SHORTEST_KEEPALIVE = Duration.ofSeconds(30);
    private static final Duration LONGEST_KEEPALIVE = Duration.ofMinutes(2);
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(10);
    private static final int WARM_CONNECTIONS = 2;

    private PoolConfig() {}

    static HikariConfig of(RouterSettings settings, LaneName lane, int size, Duration statementBackstop) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(
                settings.access().applicationName() + "-" + lane.name().toLowerCase(Locale.ROOT));
        enter(config, settings.access(), lane);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(size, WARM_CONNECTIONS));
        config.setConnectionTimeout(settings.times().connectionTimeout().toMillis());
        config.setValidationTimeout(
                Math.min(1000, settings.times().connectionTimeout().toMillis()));
        config.setConnectionInitSql(StatementTimeout.forSession(statementBackstop));
        // The application starts while its database is away, and finds it when it is back.
        config.setInitializationFailTimeout(-1);
        neverAZombie(config, settings.health().zombieThreshold());
        return config;
    }

    private static void enter(HikariConfig config, DatabaseAccess access, LaneName lane) {
        config.setJdbcUrl(access.url());
        config.setUsername(access.user());
        config.setPassword(access.password());
        access.driverProperties().forEach(config::addDataSourceProperty);
        String name = access.applicationName();
        config.addDataSourceProperty("ApplicationName", lane == LaneName.RESERVED ? name + ":reserved" : name);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("cancelSignalTimeout", "2");
    }

    /** Spare sessions are let go, and kept ones stir, well before they would count as zombies. */
    private static void neverAZombie(HikariConfig config, Duration zombieThreshold) {
        Duration third = zombieThreshold.dividedBy(3);
        if (config.getMinimumIdle() < config.getMaximumPoolSize()) {
            config.setIdleTimeout(Math.min(LONGEST_IDLE.toMillis(), Math.max(10_000, third.toMillis())));
        }
        config.setKeepaliveTime(
                within(third, SHORTEST_KEEPALIVE, LONGEST_KEEPALIVE).toMillis());
    }

    private static Duration within(Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0) {
            return least;
        }
        return value.compareTo(most) > 0 ? most : value;
    }
}
