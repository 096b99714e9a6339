package io.connwarden.client.settings;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects settings one by one; what is not named keeps its default. Limits are checked by {@link #build()}, with
 * the units and ranges documented at {@link LaneSizes}, {@link Timeouts} and {@link HealthSettings}.
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
    private @Nullable Integer lowPriority;
    private int queueCapacity = 1000;

    private Duration connectionTimeout = Timeouts.defaults().connectionTimeout();
    private Duration queryTimeout = Timeouts.defaults().queryTimeout();
    private Duration transactionTimeout = Timeouts.defaults().transactionTimeout();
    private Duration batchTimeout = Timeouts.defaults().batchTimeout();
    private Duration fallbackDelay = Timeouts.defaults().fallbackDelay();
    private Duration abandonedTimeout = Timeouts.defaults().abandonedTimeout();

    private Duration zombieThreshold = HealthSettings.defaults().zombieThreshold();
    private Duration healthCheckInterval = HealthSettings.defaults().healthCheckInterval();
    private boolean autoCleanupEnabled = HealthSettings.defaults().autoCleanupEnabled();
    private int lowPriorityRateAtWarning = HealthSettings.defaults().lowPriorityRateAtWarning();

    private int retryAttempts = 3;
    private boolean developmentMode;

    RouterSettingsBuilder(String url) {
        this.url = url;
    }

    /**
     * The role to connect as.
     *
     * @param value null for the driver's usual one
     * @return this
     */
    public RouterSettingsBuilder user(@Nullable String value) {
        user = value;
        return this;
    }

    /**
     * Its password.
     *
     * @param value null for none
     * @return this
     */
    public RouterSettingsBuilder password(@Nullable String value) {
        password = value;
        return this;
    }

    /**
     * The {@code application_name} of the sessions.
     *
     * @param value 1 to 54 characters; {@code connwarden-client} unless set
     * @return this
     */
    public RouterSettingsBuilder applicationName(String value) {
        applicationName = value;
        return this;
    }

    /**
     * A further property of the PostgreSQL driver, such as {@code sslmode}.
     *
     * @param name as the driver names it
     * @param value as the driver reads it
     * @return this
     */
    public RouterSettingsBuilder driverProperty(String name, String value) {
        driverProperties.put(name, value);
        return this;
    }

    /**
     * Connections of both lanes together.
     *
     * @param value 2 to 10,000; 100 unless set
     * @return this
     */
    public RouterSettingsBuilder maxConnections(int value) {
        maxConnections = value;
        return this;
    }

    /**
     * The reserved lane's share.
     *
     * @param value 1 to maxConnections - 1; a fifth unless set
     * @return this
     */
    public RouterSettingsBuilder reservedConnections(int value) {
        reserved = value;
        return this;
    }

    /**
     * Reserved places that normal queries may hold at a time.
     *
     * @param value 0 to reservedConnections - 1; a quarter of them unless set
     * @return this
     */
    public RouterSettingsBuilder fallbackConnections(int value) {
        fallback = value;
        return this;
    }

    /**
     * Standard places that low priority may hold at a time.
     *
     * @param value 1 to the standard lane's share; half of it unless set
     * @return this
     */
    public RouterSettingsBuilder lowPriorityConnections(int value) {
        lowPriority = value;
        return this;
    }

    /**
     * How many low-priority queries may wait.
     *
     * @param value 1 to 1,000,000; 1000 unless set
     * @return this
     */
    public RouterSettingsBuilder queueCapacity(int value) {
        queueCapacity = value;
        return this;
    }

    /**
     * Longest wait for one connection within a call.
     *
     * @param value 250 ms to 10 min; 10 s unless set
     * @return this
     */
    public RouterSettingsBuilder connectionTimeout(Duration value) {
        connectionTimeout = value;
        return this;
    }

    /**
     * Deadline of a query that names none.
     *
     * @param value 1 ms to 24 h; 30 s unless set
     * @return this
     */
    public RouterSettingsBuilder queryTimeout(Duration value) {
        queryTimeout = value;
        return this;
    }

    /**
     * Deadline of a transaction that names none.
     *
     * @param value 1 ms to 24 h; 2 min unless set
     * @return this
     */
    public RouterSettingsBuilder transactionTimeout(Duration value) {
        transactionTimeout = value;
        return this;
    }

    /**
     * Deadline of a query of type batch that names none, its wait in the queue included.
     *
     * @param value 1 ms to 24 h; 5 min unless set
     * @return this
     */
    public RouterSettingsBuilder batchTimeout(Duration value) {
        batchTimeout = value;
        return this;
    }

    /**
     * How long a normal query waits for the standard lane before it also asks the reserved one.
     *
     * @param value 0 to 10 min; 500 ms unless set
     * @return this
     */
    public RouterSettingsBuilder fallbackDelay(Duration value) {
        fallbackDelay = value;
        return this;
    }

    /**
     * How long past its deadline a query may hold its connection.
     *
     * @param value 100 ms to 10 min; 2 s unless set
     * @return this
     */
    public RouterSettingsBuilder abandonedTimeout(Duration value) {
        abandonedTimeout = value;
        return this;
    }

    /**
     * From when on an idle session counts as a zombie.
     *
     * @param value minutes, 1 to 1440; 15 unless set
     * @return this
     */
    public RouterSettingsBuilder zombieThresholdMinutes(int value) {
        zombieThreshold = Duration.ofMinutes(value);
        return this;
    }

    /**
     * How often health is expected.
     *
     * @param value 1 s to 1 h; 30 s unless set
     * @return this
     */
    public RouterSettingsBuilder healthCheckInterval(Duration value) {
        healthCheckInterval = value;
        return this;
    }

    /**
     * Whether to ask for automatic management when health calls for it.
     *
     * @param value true unless set
     * @return this
     */
    public RouterSettingsBuilder autoCleanupEnabled(boolean value) {
        autoCleanupEnabled = value;
        return this;
    }

    /**
     * Low-priority queries begun per second at WARNING.
     *
     * @param value 1 to 10,000; 10 unless set
     * @return this
     */
    public RouterSettingsBuilder lowPriorityRateAtWarning(int value) {
        lowPriorityRateAtWarning = value;
        return this;
    }

    /**
     * Attempts after the first; writes get two more.
     *
     * @param value 0 to 100; 3 unless set
     * @return this
     */
    public RouterSettingsBuilder retryAttempts(int value) {
        retryAttempts = value;
        return this;
    }

    /**
     * Whether to log every query.
     *
     * @param value false unless set
     * @return this
     */
    public RouterSettingsBuilder developmentMode(boolean value) {
        developmentMode = value;
        return this;
    }

    /**
     * The settings.
     *
     * @return checked and immutable
     * @throws IllegalArgumentException naming the setting, its value and what is allowed
     */
    public RouterSettings build() {
        return new RouterSettings(
                new DatabaseAccess(url, user, password, applicationName, driverProperties),
                sizes(),
                new Timeouts(
                        connectionTimeout,
                        queryTimeout,
                        transactionTimeout,
                        batchTimeout,
                        fallbackDelay,
                        abandonedTimeout),
                new HealthSettings(zombieThreshold, healthCheckInterval, autoCleanupEnabled, lowPriorityRateAtWarning),
                retryAttempts,
                developmentMode);
    }

    private LaneSizes sizes() {
        SettingCheck.inRange("maxConnections", maxConnections, 2, 10_000);
        int reservedShare =
                reserved == null ? LaneSizes.forMaxConnections(maxConnections).reserved() : reserved;
        SettingCheck.inRange("reservedConnections", reservedShare, 1, maxConnections - 1);
        int fallbackShare = fallback == null ? LaneSizes.defaultFallback(reservedShare) : fallback;
        int lowShare = lowPriority == null ? LaneSizes.defaultLowPriority(maxConnections - reservedShare) : lowPriority;
        return new LaneSizes(maxConnections, reservedShare, fallbackShare, lowShare, queueCapacity);
    }
}
