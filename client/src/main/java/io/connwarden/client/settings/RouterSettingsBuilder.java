package io.connwarden.client.settings;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects settings one by one; what is not named keeps its default. Limits are checked by {@link #build()}, with
 * the units and ranges documented at {@link LaneSizes}, {@link CallTimes} and {@link HealthSettings}.
 *
 * <p>Not thread-safe.
 */
public final class RouterSettingsBuilder {
    private final String url;
    private @Nullable String user;
    private @Nullable String password;
    private String applicationName = "connwarden-client";
    private final Map<String, String> driverProperties = new HashMap<>();

    private int maxConnections = 100;
    private @Nullable Integer reserved;
    private @Nullable Integer fallback;
    private @Nullable Integer low;
    private int queueCapacity = 1000;

    private Duration connectionTimeout = CallTimes.standard().connectionTimeout();
    private Duration queryTimeout = CallTimes.standard().queryTimeout();
    private Duration transactionTimeout = CallTimes.standard().transactionTimeout();
    private Duration batchTimeout = CallTimes.standard().batchTimeout();
    private Duration fallbackAfter = CallTimes.standard().fallbackAfter();
    private Duration abandonedAfter = CallTimes.standard().abandonedAfter();

    private Duration zombieThreshold = HealthSettings.standard().zombieThreshold();
    private Duration healthCheckInterval = HealthSettings.standard().healthCheckInterval();
    private boolean autoCleanupEnabled = HealthSettings.standard().autoCleanupEnabled();
    private int lowPriorityRateAtWarning = HealthSettings.standard().lowPriorityRateAtWarning();

    private int retryAttempts = 3;
    private boolean developmentMode;

    RouterSettingsBuilder(String url) {
        this.url = url;
    }

    public RouterSettingsBuilder user(@Nullable String value) {
        user = value;
        return this;
    }

    public RouterSettingsBuilder password(@Nullable String value) {
        password = value;
        return this;
    }

    public RouterSettingsBuilder applicationName(String value) {
        applicationName = value;
        return this;
    }

    public RouterSettingsBuilder driverProperty(String name, String value) {
        driverProperties.put(name, value);
        return this;
    }

    public RouterSettingsBuilder maxConnections(int value) {
        maxConnections = value;
        return this;
    }

    public RouterSettingsBuilder reservedConnections(int value) {
        reserved = value;
        return this;
    }

    public RouterSettingsBuilder fallbackConnections(int value) {
        fallback = value;
        return this;
    }

    public RouterSettingsBuilder lowPriorityConnections(int value) {
        low = value;
        return this;
    }

    public RouterSettingsBuilder queueCapacity(int value) {
        queueCapacity = value;
        return this;
    }

    public RouterSettingsBuilder connectionTimeout(Duration value) {
        connectionTimeout = value;
        return this;
    }

    public RouterSettingsBuilder queryTimeout(Duration value) {
        queryTimeout = value;
        return this;
    }

    public RouterSettingsBuilder transactionTimeout(Duration value) {
        transactionTimeout = value;
        return this;
    }

    public RouterSettingsBuilder batchTimeout(Duration value) {
        batchTimeout = value;
        return this;
    }

    public RouterSettingsBuilder fallbackAfter(Duration value) {
        fallbackAfter = value;
        return this;
    }

    public RouterSettingsBuilder abandonedAfter(Duration value) {
        abandonedAfter = value;
        return this;
    }

    public RouterSettingsBuilder zombieThresholdMinutes(int value) {
        zombieThreshold = Duration.ofMinutes(value);
        return this;
    }

    public RouterSettingsBuilder healthCheckInterval(Duration value) {
        healthCheckInterval = value;
        return this;
    }

    public RouterSettingsBuilder autoCleanupEnabled(boolean value) {
        autoCleanupEnabled = value;
        return this;
    }

    public RouterSettingsBuilder lowPriorityRateAtWarning(int value) {
        lowPriorityRateAtWarning = value;
        return this;
    }

    public RouterSettingsBuilder retryAttempts(int value) {
        retryAttempts = value;
        return this;
    }

    public RouterSettingsBuilder developmentMode(boolean value) {
        developmentMode = value;
        return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException naming the setting, its value and what is allowed
     */
    public RouterSettings build() {
        return new RouterSettings(
                new DatabaseAccess(url, user, password, applicationName, driverProperties),
                sizes(),
                new CallTimes(
                        connectionTimeout,
                        queryTimeout,
                        transactionTimeout,
                        batchTimeout,
                        fallbackAfter,
                        abandonedAfter),
                new HealthSettings(zombieThreshold, healthCheckInterval, autoCleanupEnabled, lowPriorityRateAtWarning),
                retryAttempts,
                developmentMode);
    }

    private LaneSizes sizes() {
        Check.between("maxConnections", maxConnections, 2, 10_000);
        int reservedShare =
                reserved == null ? LaneSizes.dividing(maxConnections).reserved() : reserved;
        Check.between("reservedConnections", reservedShare, 1, maxConnections - 1);
        int fallbackShare = fallback == null ? LaneSizes.fallbackOf(reservedShare) : fallback;
        int lowShare = low == null ? LaneSizes.lowOf(maxConnections - reservedShare) : low;
        return new LaneSizes(maxConnections, reservedShare, fallbackShare, lowShare, queueCapacity);
    }
}
