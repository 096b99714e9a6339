package io.connwarden.client.management;

import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A transport of commands to Connwarden and of results back. Thread-safe. */
public interface CommandTransport extends AutoCloseable {

    /**
     * Sends a command and waits for its result asynchronously.
     *
     * @param command the command
     * @param timeout the maximum wait for the result
     * @return a future of the result with any outcome; fails with {@link CommandTimeoutException} after the timeout
     */
    CompletableFuture<Result> request(Command command, Duration timeout);

    @Override
    void close();
}
