package io.connwarden.client.management;

import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Request;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Looks after one target's connections from within an application. Each question waits for its answer, at most as long
 * as the timeout says; the asynchronous forms answer a future. Thread-safe.
 *
 * <p>Throws {@link CommandTimeoutException} when no answer came in time, and {@link CommandNotCompletedException} when the answer was a
 * refusal; the asynchronous forms' futures fail with the same.
 */
public final class ConnectionManagement implements AutoCloseable {
    /** How long an answer is awaited unless the constructor says otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private final ManagementTransport transport;
    private final String target;
    private final String requestedBy;
    private final Duration timeout;

    /**
     * Over the transport, which is closed with this.
     *
     * @param transport closed with this
     * @param target id of the target, as the services' configuration names it
     * @param requestedBy who asks: stands in every log and result
     * @param timeout how long each answer is awaited, above zero
     */
    public ConnectionManagement(ManagementTransport transport, String target, String requestedBy, Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be above zero, was " + timeout);
        }
        this.transport = transport;
        this.target = target;
        this.requestedBy = requestedBy;
        this.timeout = timeout;
    }

    /**
     * The target that is managed.
     *
     * @return its id, as the services' configuration names it
     */
    public String target() {
        return target;
    }

    /**
     * A fresh sample of the target.
     *
     * @return as the monitor would publish it
     */
    public Health getConnectionHealth() {
        return await(getConnectionHealthAsync());
    }

    /**
     * As {@link #getConnectionHealth}.
     *
     * @return the sample, or a {@link ManagementException}
     */
    public CompletableFuture<Health> getConnectionHealthAsync() {
        return request(new Request.HealthCheck(), "health asked for").thenApply(ConnectionManagement::requireHealth);
    }

    /**
     * Ends sessions that idle for long.
     *
     * @param idleMinutes candidates are those idle at least so long; above 0, fractions allowed
     * @param maxTerminations 1 to 1000
     * @return what was done
     */
    public CleanupReport cleanupConnections(double idleMinutes, int maxTerminations) {
        return await(cleanupConnectionsAsync(idleMinutes, maxTerminations));
    }

    /**
     * As {@link #cleanupConnections}.
     *
     * @param idleMinutes above 0, fractions allowed
     * @param maxTerminations 1 to 1000
     * @return what was done, or a {@link ManagementException}
     */
    public CompletableFuture<CleanupReport> cleanupConnectionsAsync(double idleMinutes, int maxTerminations) {
        return request(new Request.Cleanup(idleMinutes, maxTerminations), "cleanup asked for")
                .thenApply(CleanupReport::of);
    }

    /**
     * The emergency ladder: idle sessions, long queries, stuck transactions, until there is relief.
     *
     * @return what was done
     */
    public ManagementReport emergencyConnectionReset() {
        return await(emergencyConnectionResetAsync());
    }

    /**
     * As {@link #emergencyConnectionReset}.
     *
     * @return what was done, or a {@link ManagementException}
     */
    public CompletableFuture<ManagementReport> emergencyConnectionResetAsync() {
        return request(new Request.Emergency(), "emergency reset asked for").thenApply(ManagementReport::of);
    }

    /**
     * Lets Connwarden's policy decide, as it would on a health event.
     *
     * @return what was done, or why nothing was
     */
    public ManagementReport autoManageConnections() {
        return await(autoManageConnectionsAsync());
    }

    /**
     * As {@link #autoManageConnections}.
     *
     * @return what was done, or a {@link ManagementException}
     */
    public CompletableFuture<ManagementReport> autoManageConnectionsAsync() {
        return request(new Request.Auto(), "automatic management asked for").thenApply(ManagementReport::of);
    }

    private CompletableFuture<Result> request(Request request, String reason) {
        Command command = new Command(target, request, requestedBy, reason, false, null);
        return transport.request(command, timeout).thenApply(ConnectionManagement::requireCompleted);
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
