package io.connwarden.client.management;

import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Carries a command to Connwarden and its result back. Thread-safe. */
public interface ManagementTransport extends AutoCloseable {

    /**
     * Asks.
     *
     * @param command what to ask
     * @param timeout how long to wait for the result
     * @return the result, whatever its outcome; fails with {@link CommandTimeoutException} when none came in time
     */
    CompletableFuture<Result> request(Command command, Duration timeout);

    @Override
    void close();
}
