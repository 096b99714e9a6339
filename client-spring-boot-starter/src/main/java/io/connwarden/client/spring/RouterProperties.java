package io.connwarden.client.spring;

import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.settings.RouterSettingsBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The query router's settings, with the meaning, limits and defaults of {@link RouterSettings}; what is not given keeps
 * its default.
 *
 * @param url {@code jdbc:postgresql:...}; the application's own data source when not given
 * @param user the role to connect as
 * @param password its password
 * @param applicationName {@code application_name} of the sessions; the application's name when not given
 * @param driverProperties further properties of the PostgreSQL driver, such as {@code sslmode}
 * @param maxConnections connections of both lanes together
 * @param reservedConnections the reserved lane's share
 * @param fallbackConnections reserved places that normal queries may hold
 * @param lowPriorityConnections standard places that low priority may hold
 * @param queueCapacity how many low-priority queries may wait
 * @param connectionTimeout longest wait for one connection
 * @param queryTimeout deadline of a query
 * @param transactionTimeout deadline of a transaction
 * @param batchTimeout deadline of a query of type batch
 * @param fallbackDelay how long a normal query waits for the standard lane before it also asks the reserved one
 * @param abandonedTimeout how long past its deadline a query may hold its connection
 * @param zombieThresholdMinutes from when on an idle session counts as a zombie
 * @param healthCheckInterval how often health is expected
 * @param autoCleanupEnabled asks for automatic management when the target's health calls for it
 * @param lowPriorityRateAtWarning low-priority queries begun per second at WARNING
 * @param retryAttempts attempts after the first
 * @param developmentMode logs every query
 */
public record RouterProperties(
        @Nullable String url,
        @Nullable String user,
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
        @Nullable Boolean autoCleanupEnabled,
        @Nullable Integer lowPriorityRateAtWarning,
        @Nullable Integer retryAttempts,
        @Nullable Boolean developmentMode) {

    /** Without the password. */
    @Override
    public String toString() {
        return "RouterProperties[user=" + user + ", maxConnections=" + maxConnections + "]";
    }

    /**
     * The router's settings for a database.
     *
     * @throws IllegalArgumentException naming the setting, its value and what is allowed
     */
    RouterSettings toSettings(RouterConnectionDetails details, String defaultName) {
        RouterSettingsBuilder builder = RouterSettings.forUrl(details.url())
                .user(details.user())
                .password(details.password())
                .applicationName(applicationName == null ? defaultName : applicationName);
        driverProperties.forEach(builder::driverProperty);
        applySizes(builder);
        applyTimeouts(builder);
        applyHealth(builder);
        applyIfPresent(retryAttempts, builder::retryAttempts);
        applyIfPresent(developmentMode, builder::developmentMode);
        return builder.build();
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
        applyIfPresent(autoCleanupEnabled, builder::autoCleanupEnabled);
        applyIfPresent(lowPriorityRateAtWarning, builder::lowPriorityRateAtWarning);
    }

    private static <T> void applyIfPresent(@Nullable T value, Consumer<T> setting) {
        if (value != null) {
            setting.accept(value);
        }
    }
}
