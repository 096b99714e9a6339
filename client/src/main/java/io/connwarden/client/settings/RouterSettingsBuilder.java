package io.connwarden.client.settings;

import io.connwarden.contracts.value.Checks;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A builder of {@link RouterSettings}. An unset value keeps its default. {@link #build()} checks the ranges. Each
 * setter returns this builder.
 *
 * <p>Not thread-safe.
 */
public final class RouterSettingsBuilder {
    private final String url;
    private @Nullable String user;
    private @Nullable String password;
    private String applicationName = "query-router";
    private final Map<String, String> driverProperties = new HashMap<>();
    private final Map<String, Object> poolProperties = new HashMap<>();
    private @Nullable Supplier<DatabaseCredentials> credentials;
    private boolean statementTimeoutEnabled = true;

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
    private boolean autoManagementEnabled = HealthSettings.defaults().autoManagementEnabled();
    private int lowPriorityRateAtWarning = HealthSettings.defaults().lowPriorityRateAtWarning();

    private int retryAttempts = 3;
    private boolean queryLoggingEnabled;

    RouterSettingsBuilder(String url) {
        this.url = url;
    }

    /**
     * Sets the role of the sessions.
     *
     * @param value the role; null for the default of the driver
     */
    public RouterSettingsBuilder user(@Nullable String value) {
        user = value;
        return this;
    }

    /**
     * Sets the password of the role.
     *
     * @param value the password; null for none
     */
    public RouterSettingsBuilder password(@Nullable String value) {
        password = value;
        return this;
    }

    /**
     * Sets the {@code application_name} of the sessions.
     *
     * @param value 1 to 54 characters; default {@code query-router}
     */
    public RouterSettingsBuilder applicationName(String value) {
        applicationName = value;
        return this;
    }

    /**
     * Adds a property of the PostgreSQL driver, such as {@code sslmode}.
     *
     * @param name name of the property
     * @param value value of the property
     */
    public RouterSettingsBuilder driverProperty(String name, String value) {
        driverProperties.put(name, value);
        return this;
    }

    /**
     * Sets the source of role and password, for passwords that change. It replaces {@link #user} and {@link #password}.
     *
     * @param value called for each new connection, on a thread of the pool; must return quickly
     */
    public RouterSettingsBuilder credentials(Supplier<DatabaseCredentials> value) {
        credentials = value;
        return this;
    }

    /**
     * Sets a property of HikariCP in the pools of both lanes. It replaces the default of the router.
     *
     * <p>The router keeps three things. {@code minimumIdle} is the number of both lanes together, shared as
     * maxConnections is. {@code poolName} gets the suffix of the lane. {@code connectionInitSql} is run after the
     * statement of {@link #statementTimeoutEnabled}. The properties {@code jdbcUrl}, {@code username}, {@code
     * password}, {@code maximumPoolSize} and {@code connectionTimeout} are rejected, because the router has settings
     * for them.
     *
     * @param name the Java name, such as {@code maxLifetime}, or {@code dataSource.x} for the property {@code x} of the
     *     driver
     * @param value text, a number, a boolean, or an object of the type of the property
     */
    public RouterSettingsBuilder poolProperty(String name, Object value) {
        poolProperties.put(name, value);
        return this;
    }

    /**
     * Sets whether the router sets the {@code statement_timeout} of each session, so that the server ends a statement
     * that the router cannot cancel. Disable it for applications with statements outside a scope that may run longer
     * than the query timeout and the transaction timeout.
     *
     * @param value default true
     */
    public RouterSettingsBuilder statementTimeoutEnabled(boolean value) {
        statementTimeoutEnabled = value;
        return this;
    }

    /**
     * Sets the maximum number of connections of both lanes together.
     *
     * @param value 2 to 10,000; default 100
     */
    public RouterSettingsBuilder maxConnections(int value) {
        maxConnections = value;
        return this;
    }

    /**
     * Sets the number of connections of the reserved lane.
     *
     * @param value 1 to maxConnections - 1; default a tenth of maxConnections
     */
    public RouterSettingsBuilder reservedConnections(int value) {
        reserved = value;
        return this;
    }

    /**
     * Sets the maximum number of reserved connections in use by normal queries.
     *
     * @param value 0 to reservedConnections - 1; default a quarter of reservedConnections
     */
    public RouterSettingsBuilder fallbackConnections(int value) {
        fallback = value;
        return this;
    }

    /**
     * Sets the maximum number of standard connections in use by low priority.
     *
     * @param value 1 to the size of the standard lane; default half of it
     */
    public RouterSettingsBuilder lowPriorityConnections(int value) {
        lowPriority = value;
        return this;
    }

    /**
     * Sets the maximum number of waiting low-priority queries.
     *
     * @param value 1 to 1,000,000; default 1000
     */
    public RouterSettingsBuilder queueCapacity(int value) {
        queueCapacity = value;
        return this;
    }

    /**
     * Sets the maximum wait for one connection within a call.
     *
     * @param value 250 ms to 10 min; default 10 s
     */
    public RouterSettingsBuilder connectionTimeout(Duration value) {
        connectionTimeout = value;
        return this;
    }

    /**
     * Sets the deadline of a read, a write and a general query.
     *
     * @param value 1 ms to 24 h; default 30 s
     */
    public RouterSettingsBuilder queryTimeout(Duration value) {
        queryTimeout = value;
        return this;
    }

    /**
     * Sets the deadline of a transaction.
     *
     * @param value 1 ms to 24 h; default 2 min
     */
    public RouterSettingsBuilder transactionTimeout(Duration value) {
        transactionTimeout = value;
        return this;
    }

    /**
     * Sets the deadline of a query of type batch, including its wait in the queue.
     *
     * @param value 1 ms to 24 h; default 5 min
     */
    public RouterSettingsBuilder batchTimeout(Duration value) {
        batchTimeout = value;
        return this;
    }

    /**
     * Sets the wait of a normal query for the standard lane before it also requests the reserved lane.
     *
     * @param value 0 to 10 min; default 500 ms
     */
    public RouterSettingsBuilder fallbackDelay(Duration value) {
        fallbackDelay = value;
        return this;
    }

    /**
     * Sets the time after its deadline until a query that holds its connection is abandoned.
     *
     * @param value 100 ms to 10 min; default 2 s
     */
    public RouterSettingsBuilder abandonedTimeout(Duration value) {
        abandonedTimeout = value;
        return this;
    }

    /**
     * Sets the idle time after which Connwarden counts a session as a zombie.
     *
     * @param value 1 to 1440 minutes; default 15
     */
    public RouterSettingsBuilder zombieThresholdMinutes(int value) {
        zombieThreshold = Duration.ofMinutes(value);
        return this;
    }

    /**
     * Sets the expected interval between health messages.
     *
     * @param value 1 s to 1 h; default 30 s
     */
    public RouterSettingsBuilder healthCheckInterval(Duration value) {
        healthCheckInterval = value;
        return this;
    }

    /**
     * Sets whether the router requests automatic management when the status requires it. Sessions end only where the
     * mode of a rule of the actuator is act.
     *
     * @param value default true
     */
    public RouterSettingsBuilder autoManagementEnabled(boolean value) {
        autoManagementEnabled = value;
        return this;
    }

    /**
     * Sets the maximum number of low-priority queries started per second at WARNING.
     *
     * @param value 1 to 10,000; default 10
     */
    public RouterSettingsBuilder lowPriorityRateAtWarning(int value) {
        lowPriorityRateAtWarning = value;
        return this;
    }

    /**
     * Sets the maximum number of attempts after the first. A write has two more, up to 100.
     *
     * @param value 0 to 100; default 3
     */
    public RouterSettingsBuilder retryAttempts(int value) {
        retryAttempts = value;
        return this;
    }

    /**
     * Sets whether every query is logged.
     *
     * @param value default false
     */
    public RouterSettingsBuilder queryLoggingEnabled(boolean value) {
        queryLoggingEnabled = value;
        return this;
    }

    /**
     * Builds the settings.
     *
     * @return immutable settings
     * @throws IllegalArgumentException with the setting, its value and its range
     */
    public RouterSettings build() {
        return new RouterSettings(
                new DatabaseSettings(url, user, password, applicationName, driverProperties),
                new PoolSettings(poolProperties, statementTimeoutEnabled, credentials),
                sizes(),
                new Timeouts(
                        connectionTimeout,
                        queryTimeout,
                        transactionTimeout,
                        batchTimeout,
                        fallbackDelay,
                        abandonedTimeout),
                new HealthSettings(
                        zombieThreshold, healthCheckInterval, autoManagementEnabled, lowPriorityRateAtWarning),
                retryAttempts,
                queryLoggingEnabled);
    }

    private LaneSizes sizes() {
        Checks.requireInRange("maxConnections", maxConnections, 2, 10_000);
        int reservedShare =
                reserved == null ? LaneSizes.forMaxConnections(maxConnections).reservedConnections() : reserved;
        Checks.requireInRange("reservedConnections", reservedShare, 1, maxConnections - 1);
        int fallbackShare = fallback == null ? LaneSizes.defaultFallback(reservedShare) : fallback;
        int lowShare = lowPriority == null ? LaneSizes.defaultLowPriority(maxConnections - reservedShare) : lowPriority;
        return new LaneSizes(maxConnections, reservedShare, fallbackShare, lowShare, queueCapacity);
    }
}
