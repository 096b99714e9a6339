package io.connwarden.client.settings;

import io.connwarden.contracts.value.Checks;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the pools under both lanes.
 *
 * @param properties properties of HikariCP by their Java names, such as {@code maxLifetime}; they replace the defaults
 *     of the router, and {@code dataSource.x} is the property {@code x} of the driver
 * @param statementTimeoutEnabled true sets the {@code statement_timeout} of every session to the longer of query
 *     timeout and transaction timeout, so that the server ends a statement that the router cannot cancel
 * @param credentials called for each new connection, on a thread of the pool; null for the fixed user and password
 */
public record PoolSettings(
        Map<String, Object> properties,
        boolean statementTimeoutEnabled,
        @Nullable Supplier<DatabaseCredentials> credentials) {
    /** The properties that have a setting of the router. */
    private static final Map<String, String> SETTINGS = Map.of(
            "jdbcUrl", "forUrl",
            "username", "user",
            "password", "password",
            "maximumPoolSize", "maxConnections",
            "connectionTimeout", "connectionTimeout");

    /**
     * Creates settings.
     *
     * @throws IllegalArgumentException with the property, if the router has a setting for it
     */
    public PoolSettings {
        properties = Map.copyOf(properties);
        for (String name : properties.keySet()) {
            Checks.requireText("name of a pool property", name, 200);
            if (SETTINGS.containsKey(name)) {
                throw new IllegalArgumentException("The pool property " + name
                        + " is set by the router for both lanes. Use the setting " + SETTINGS.get(name) + " instead");
            }
        }
    }

    /** Returns true if a property defines the driver, so that the URL may have any form. */
    boolean definesDriver() {
        return properties.containsKey("driverClassName")
                || properties.containsKey("dataSourceClassName")
                || properties.containsKey("dataSource");
    }

    /** Returns the settings without the values of the properties, which may contain secrets. */
    @Override
    public String toString() {
        return "PoolSettings[" + properties.keySet() + ", statementTimeoutEnabled=" + statementTimeoutEnabled + "]";
    }
}
