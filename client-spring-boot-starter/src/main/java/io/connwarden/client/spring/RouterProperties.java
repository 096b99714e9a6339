package io.connwarden.client.spring;

import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.settings.RouterSettingsBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the query router. Ranges and defaults are those of {@link RouterSettings}; an unset value keeps its
 * default.
 *
 * @param url {@code jdbc:postgresql:...}; default: the application's data source
 * @param user role of the sessions, if {@code url} is set
 * @param username the same as {@code user}
 * @param password password of the role
 * @param applicationName {@code application_name} of the sessions; default: the application's name
 * @param driverProperties further properties of the PostgreSQL driver, such as {@code sslmode}
 * @param maxConnections maximum number of connections of both lanes together
 * @param reservedConnections connections of the reserved lane
 * @param fallbackConnections maximum number of reserved connections in use by normal queries
 * @param lowPriorityConnections maximum number of standard connections in use by low priority
 * @param queueCapacity maximum number of waiting low-priority queries
 * @param connectionTimeout maximum wait for one connection
 * @param queryTimeout deadline of a query
 * @param transactionTimeout deadline of a transaction
 * @param batchTimeout deadline of a query of type batch
 * @param fallbackDelay wait of a normal query for the standard lane before it also requests the reserved lane
 * @param abandonedTimeout time after its deadline until a query that holds its connection is abandoned
 * @param zombieThresholdMinutes idle time after which Connwarden counts a session as a zombie
 * @param healthCheckInterval expected interval between health events
 * @param autoManagementEnabled true requests automatic management when the target's health requires it
 * @param lowPriorityRateAtWarning maximum number of low-priority queries started per second at WARNING
 * @param retryAttempts maximum number of attempts after the first
 * @param queryLoggingEnabled true logs every query
 */
public record RouterProperties(
        @Nullable String url,
        @Nullable String user,
        @Nullable String username,
        @Nullable String password,
        @Nullable String applicationName,
        @DefaultValue Map<String, String> driverProperties,
        @Nullable Integer maxConnections,
        @Nullable Integer reservedConnections,
        @Nullable Integer fallbackConnections,
        @Nullable Integer lowPriorityConnections,
        @Nullable Integer queueCapacity,
        @Nullable Duration connectionTimeout,
        @Nullable Duration queryTimeout,
        @Nullable Duration transactionTimeout,
        @Nullable Duration batchTimeout,
        @Nullable Duration fallbackDelay,
        @Nullable Duration abandonedTimeout,
        @Nullable Integer zombieThresholdMinutes,
        @Nullable Duration healthCheckInterval,
        @Nullable Boolean autoManagementEnabled,
        @Nullable Integer lowPriorityRateAtWarning,
        @Nullable Integer retryAttempts,
        @Nullable Boolean queryLoggingEnabled) {

    /** Returns the settings without url and password. */
    @Override
    public String toString() {
        return "RouterProperties[user=" + role() + ", maxConnections=" + maxConnections + "]";
    }

    /** Returns the role of the sessions, under either of its names. */
    @Nullable String role() {
        return user == null ? username : user;
    }

    /** Applies the values that are set. */
    RouterSettingsBuilder applyTo(RouterSettingsBuilder builder) {
        applyIfPresent(applicationName, builder::applicationName);
        driverProperties.forEach(builder::driverProperty);
        applySizes(builder);
        applyTimeouts(builder);
        applyHealth(builder);
        applyIfPresent(retryAttempts, builder::retryAttempts);
        applyIfPresent(queryLoggingEnabled, builder::queryLoggingEnabled);
        return builder;
    }

    private void applySizes(RouterSettingsBuilder builder) {
        applyIfPresent(maxConnections, builder::maxConnections);
        applyIfPresent(reservedConnections, builder::reservedConnections);
        applyIfPresent(fallbackConnections, builder::fallbackConnections);
        applyIfPresent(lowPriorityConnections, builder::lowPriorityConnections);
        applyIfPresent(queueCapacity, builder::queueCapacity);
    }

    private void applyTimeouts(RouterSettingsBuilder builder) {
        applyIfPresent(connectionTimeout, builder::connectionTimeout);
        applyIfPresent(queryTimeout, builder::queryTimeout);
        applyIfPresent(transactionTimeout, builder::transactionTimeout);
        applyIfPresent(batchTimeout, builder::batchTimeout);
        applyIfPresent(fallbackDelay, builder::fallbackDelay);
        applyIfPresent(abandonedTimeout, builder::abandonedTimeout);
    }

    private void applyHealth(RouterSettingsBuilder builder) {
        applyIfPresent(zombieThresholdMinutes, builder::zombieThresholdMinutes);
        applyIfPresent(healthCheckInterval, builder::healthCheckInterval);
        applyIfPresent(autoManagementEnabled, builder::autoManagementEnabled);
        applyIfPresent(lowPriorityRateAtWarning, builder::lowPriorityRateAtWarning);
    }

    private static <T> void applyIfPresent(@Nullable T value, Consumer<T> setting) {
        if (value != null) {
            setting.accept(value);
        }
    }
}
