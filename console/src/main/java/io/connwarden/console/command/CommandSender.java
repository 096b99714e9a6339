package io.connwarden.console.command;

import io.connwarden.client.topics.CommandProducer;
import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.client.topics.ResultConsumer;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The sender of commands, which waits for their results. While Kafka is down, a request fails after a few seconds and
 * is not kept. Thread-safe.
 */
public final class CommandSender implements AutoCloseable {
    /** The maximum number of requests that send or wait at the same time, so that reads find a free thread. */
    static final int MAX_REQUESTS = 64;

    /** The same for commands that only read, so that they never keep an action waiting. */
    static final int MAX_READ_REQUESTS = 8;

    private static final Set<Action> READING = EnumSet.of(Action.MONITOR, Action.HEALTH, Action.STATUS);
    private static final Duration MAX_READY_WAIT = Duration.ofSeconds(3);
    private static final Duration MAX_SEND_WAIT = Duration.ofSeconds(10);

    /** Kafka must not confirm a command after its request has been answered with 503. */
    private static final Map<String, String> SHORT_TIMEOUTS =
            Map.of("max.block.ms", "3000", "request.timeout.ms", "3000", "delivery.timeout.ms", "5000");

    private final KafkaSettings kafka;
    private final PendingResults pending = new PendingResults();
    private final IdempotencyKeys keys = new IdempotencyKeys();
    private final Semaphore requests = new Semaphore(MAX_REQUESTS);
    private final Semaphore readRequests = new Semaphore(MAX_READ_REQUESTS);
    private final ResultConsumer results;
    private @Nullable CommandProducer producer;

    private CommandSender(KafkaSettings kafka) {
        this.kafka = kafka.withProperties(SHORT_TIMEOUTS);
        this.results = ResultConsumer.start(kafka, pending::onResult);
    }

    /** Starts to read results. Returns at once, even if Kafka is down. */
    public static CommandSender start(KafkaSettings kafka) {
        return new CommandSender(kafka);
    }

    /**
     * Sends the command of a request and waits for its result. A command that is sent again under its key is executed
     * once, and its result is returned again.
     *
     * @param key the id of the command
     * @param request the content of the request; equal requests under one key are one command
     * @param wait the maximum wait for the result, after Kafka has stored the command
     * @return the result; empty if it did not arrive in time
     * @throws ProblemException if the key belongs to another command, or Kafka did not confirm the command
     */
    Optional<Event<Result>> send(String key, String request, Command command, Duration wait) {
        Command first = keys.claim(key, request, command)
                .orElseThrow(() -> ProblemException.conflict("the " + IdempotencyKeys.HEADER + " '" + key
                        + "' belongs to another command; send a new command under a new key"));
        Semaphore permits = READING.contains(command.parameters().action()) ? readRequests : requests;
        if (!permits.tryAcquire()) {
            throw ProblemException.unavailable(
                    "the command was not sent, because too many others wait; send it again in a moment");
        }
        try {
            return exchange(new Event<>(new EventId(kafka.source(), key), Instant.now(), first), wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("the service stops; send the command again under its key");
        } finally {
            permits.release();
        }
    }

    private Optional<Event<Result>> exchange(Event<Command> command, Duration wait) throws InterruptedException {
        String digest = EventCodec.instance().digest(command.data());
        CompletableFuture<Event<Result>> result = pending.register(command.id(), digest);
        try {
            // A command sent before the consumer is ready could miss its result.
            if (!results.awaitReady(MAX_READY_WAIT)) {
                throw ProblemException.unavailable(
                        "Kafka cannot be reached, so that no command can be sent; what is in memory can be read");
            }
            awaitStored(command);
            return Optional.of(result.get(wait.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a result never fails", e);
        } finally {
            pending.release(command.id(), digest);
        }
    }

    private void awaitStored(Event<Command> command) throws InterruptedException {
        try {
            producer().send(command).get(MAX_SEND_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw notConfirmed(command, e.getCause() == null ? e : e.getCause());
        } catch (KafkaException | TimeoutException e) {
            throw notConfirmed(command, e);
        }
    }

    private static ProblemException notConfirmed(Event<Command> command, Throwable cause) {
        return ProblemException.unavailable("Kafka did not confirm the command. It may still be executed; send it again"
                + " with " + IdempotencyKeys.HEADER + ": " + command.id().id() + " to get its result. Cause: "
                + cause.getMessage());
    }

    private synchronized CommandProducer producer() {
        if (producer == null) {
            producer = CommandProducer.open(kafka);
        }
        return producer;
    }

    @Override
    public void close() {
        results.close();
        synchronized (this) {
            if (producer != null) {
                producer.close();
            }
        }
    }
}
