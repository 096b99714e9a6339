package io.connwarden.client.spring;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.PropertyElf;
import io.connwarden.client.settings.DatabaseSettings;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.settings.RouterSettingsBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The configuration of a HikariCP data source, as settings of a router. It reads everything that was set. */
final class PoolConfiguration {
    /** HikariCP's own default. */
    private static final int DEFAULT_POOL_SIZE = 10;

    private static final Duration MIN_CONNECTION_TIMEOUT = Duration.ofMillis(250);
    private static final Duration MAX_CONNECTION_TIMEOUT = Duration.ofMinutes(10);
    private static final String APPLICATION_NAME = "ApplicationName";

    /** Properties with a setting of the router, and names of classes. The object of such a class is a property too. */
    private static final Set<String> OTHERWISE_APPLIED = Set.of(
            "jdbcUrl",
            "username",
            "password",
            "credentials",
            "maximumPoolSize",
            "connectionTimeout",
            "dataSourceProperties",
            "credentialsProviderClassName",
            "exceptionOverrideClassName");

    private final HikariConfig config;

    PoolConfiguration(HikariConfig config) {
        this.config = config;
    }

    /** Returns true if the connections are those of the PostgreSQL driver, directly or behind a wrapper. */
    boolean isPostgresql() {
        String url = config.getJdbcUrl();
        return (url != null && DatabaseSettings.isPostgresql(url))
                || contains(config.getDriverClassName(), "postgresql")
                || contains(config.getDataSourceClassName(), "postgresql");
    }

    private static boolean contains(@Nullable String name, String part) {
        return name != null && name.contains(part);
    }

    /** Returns the product in the URL, such as {@code jdbc:h2:}, for messages. Never contains a password. */
    String describe() {
        String url = config.getJdbcUrl();
        if (url == null) {
            return "no JDBC URL";
        }
        String[] parts = url.split(":", 3);
        return parts.length < 3 ? url : parts[0] + ":" + parts[1] + ":";
    }

    int maximumPoolSize() {
        int size = config.getMaximumPoolSize();
        return size < 1 ? DEFAULT_POOL_SIZE : size;
    }

    /** Returns the {@code application_name} among the properties of the driver, or null. */
    @Nullable String applicationName() {
        Object name = config.getDataSourceProperties().get(APPLICATION_NAME);
        return name == null ? null : name.toString();
    }

    /** Returns a builder with everything that was set. */
    RouterSettingsBuilder toBuilder() {
        String url = config.getJdbcUrl();
        RouterSettingsBuilder builder = RouterSettings.forUrl(url == null ? "jdbc:postgresql:" : url)
                .user(config.getUsername())
                .password(config.getPassword())
                .maxConnections(maximumPoolSize())
                .connectionTimeout(connectionTimeout());
        changedProperties().forEach(builder::poolProperty);
        config.getDataSourceProperties().forEach((name, value) -> builder.poolProperty("dataSource." + name, value));
        return builder;
    }

    private Duration connectionTimeout() {
        Duration configured = Duration.ofMillis(config.getConnectionTimeout());
        if (configured.compareTo(MIN_CONNECTION_TIMEOUT) < 0) {
            return MIN_CONNECTION_TIMEOUT;
        }
        return configured.compareTo(MAX_CONNECTION_TIMEOUT) > 0 ? MAX_CONNECTION_TIMEOUT : configured;
    }

    private Map<String, Object> changedProperties() {
        HikariConfig defaults = new HikariConfig();
        Map<String, Object> changed = new TreeMap<>();
        for (String name : PropertyElf.getPropertyNames(HikariConfig.class)) {
            Object value = OTHERWISE_APPLIED.contains(name) ? null : PropertyElf.getProperty(name, config);
            if (value != null && !value.equals(PropertyElf.getProperty(name, defaults))) {
                changed.put(name, value);
            }
        }
        return changed;
    }
}
