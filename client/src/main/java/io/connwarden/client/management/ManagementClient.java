package io.connwarden.client.management;

import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.value.Checks;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The connection management of one target from within an application. Each method sends a command and waits for the
 * result until the timeout. The asynchronous methods return a future. Thread-safe.
 *
 * <p>Methods throw {@link CommandTimeoutException} if no result arrives before the timeout. They throw {@link
 * CommandNotCompletedException} if the command was rejected, expired or failed. They throw {@link
 * TransportClosedException} if the transport is closed before the result arrives. Futures fail with the same
 * exceptions.
 */
public final class ManagementClient implements AutoCloseable {
    /** The recommended maximum wait for a result. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private final CommandTransport transport;
    private final String target;
    private final String requestedBy;
    private final Duration timeout;

    /**
     * Creates the management of a target.
     *
     * @param transport the transport of the commands; closed by {@link #close()}
     * @param target id of the target in the configuration of the services
     * @param requestedBy requester recorded in logs and results
     * @param timeout maximum wait for each result, above zero
     * @throws IllegalArgumentException if the timeout is not above zero
     */
    public ManagementClient(CommandTransport transport, String target, String requestedBy, Duration timeout) {
        Checks.requirePositive("timeout", timeout);
        this.transport = transport;
        this.target = target;
        this.requestedBy = requestedBy;
        this.timeout = timeout;
    }

    /**
     * Returns the managed target.
     *
     * @return id of the target in the configuration of the services
     */
    public String target() {
        return target;
    }

    /**
     * Requests a new sample of the target.
     *
     * @return the health computed from the sample
     */
    public Health getConnectionHealth() {
        return await(getConnectionHealthAsync());
    }

    /**
     * Requests a new sample of the target without waiting.
     *
     * @return a future of the health; fails with a {@link ManagementException}
     */
    public CompletableFuture<Health> getConnectionHealthAsync() {
        return request(new CommandParameters.Health(), "health check requested")
                .thenApply(ManagementClient::requireHealth);
    }

    /**
     * Terminates sessions that are idle for a minimum time.
     *
     * @param idleMinutes minimum idle time of a candidate, above 0, fractions allowed
     * @param maxTerminations maximum number of terminations, 1 to 1000
     * @return the report of the cleanup
     */
    public CleanupReport cleanupConnections(double idleMinutes, int maxTerminations) {
        return await(cleanupConnectionsAsync(idleMinutes, maxTerminations));
    }

    /**
     * Terminates sessions that are idle for a minimum time, without waiting.
     *
     * @param idleMinutes minimum idle time of a candidate, above 0, fractions allowed
     * @param maxTerminations maximum number of terminations, 1 to 1000
     * @return a future of the report; fails with a {@link ManagementException}
     */
    public CompletableFuture<CleanupReport> cleanupConnectionsAsync(double idleMinutes, int maxTerminations) {
        return request(new CommandParameters.Cleanup(idleMinutes, maxTerminations), "cleanup requested")
                .thenApply(CleanupReport::of);
    }

    /**
     * Requests an emergency reset: idle sessions, long queries and stuck transactions, until utilization is low enough.
     *
     * @return the report of the emergency reset
     */
    public ActionReport emergencyConnectionReset() {
        return await(emergencyConnectionResetAsync());
    }

    /**
     * Requests an emergency reset without waiting.
     *
     * @return a future of the report; fails with a {@link ManagementException}
     */
    public CompletableFuture<ActionReport> emergencyConnectionResetAsync() {
        return request(new CommandParameters.Emergency(), "emergency reset requested")
                .thenApply(ActionReport::of);
    }

    /**
     * Requests automatic management: the rules of the actuator decide by their modes, as on a health event. A session
     * ends only where the mode of a rule is act.
     *
     * @return the report, with the reason if no action was taken
     */
    public ActionReport autoManageConnections() {
        return await(autoManageConnectionsAsync());
    }

    /**
     * Requests automatic management without waiting.
     *
     * @return a future of the report; fails with a {@link ManagementException}
     */
    public CompletableFuture<ActionReport> autoManageConnectionsAsync() {
        return request(new CommandParameters.Auto(), "automatic management requested")
                .thenApply(ActionReport::of);
    }

    private CompletableFuture<Result> request(CommandParameters parameters, String reason) {
        Command command = new Command(target, parameters, requestedBy, reason, false, null);
        return transport.request(command, timeout).thenApply(ManagementClient::requireCompleted);
    }

    private static Result requireCompleted(Result result) {
        if (result.outcome() != CommandOutcome.COMPLETED) {
            throw new CommandNotCompletedException(result);
        }
        return result;
    }

    private static Health requireHealth(Result result) {
        Health health = result.health();
        if (health == null) {
            throw new CommandNotCompletedException(result);
        }
        return health;
    }

    private static <T> T await(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ManagementException known) {
                throw known;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
