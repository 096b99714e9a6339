package io.connwarden.client.topics;

import io.connwarden.client.async.CompletionExecutor;
import io.connwarden.client.management.CommandTimeoutException;
import io.connwarden.client.management.CommandTransport;
import io.connwarden.client.management.TransportClosedException;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transport of commands and results over Kafka. A result refers to its command by source and id.
 *
 * <p>A command without a result is resent with the same id. This is safe: the actuator executes a command once and
 * answers a duplicate with the first result. A command expires at its timeout, so that it is not executed after the
 * caller has stopped waiting.
 */
public final class KafkaCommandTransport implements CommandTransport {
    /** The default interval after which a command without a result is resent. */
    public static final Duration DEFAULT_RESEND_INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(KafkaCommandTransport.class);

    private static final class PendingCommand {
        final Event<Command> event;
        final CompletableFuture<Result> result = new CompletableFuture<>();
        volatile CompletableFuture<EventId> lastSend;

        PendingCommand(Event<Command> event) {
            this.event = event;
            this.lastSend = CompletableFuture.completedFuture(event.id());
        }
    }

    private final Map<EventId, PendingCommand> pending = new ConcurrentHashMap<>();
    private final Duration resendInterval;
    private final CommandProducer producer;
    private final ResultConsumer consumer;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "connwarden-commands");
        thread.setDaemon(true);
        return thread;
    });

    private KafkaCommandTransport(KafkaSettings kafka, Duration resendInterval) {
        this.resendInterval = resendInterval;
        this.producer = CommandProducer.open(kafka);
        this.consumer = ResultConsumer.start(kafka, this::onResult);
    }

    /**
     * Opens a transport with {@link #DEFAULT_RESEND_INTERVAL}. Returns at once, even if Kafka is down.
     *
     * @param kafka the Kafka cluster and the topic names
     * @return a transport, to be closed
     */
    public static KafkaCommandTransport open(KafkaSettings kafka) {
        return open(kafka, DEFAULT_RESEND_INTERVAL);
    }

    /**
     * Opens a transport. Returns at once, even if Kafka is down.
     *
     * @param kafka the Kafka cluster and the topic names
     * @param resendInterval interval after which a command without a result is resent, above zero
     * @return a transport, to be closed
     */
    public static KafkaCommandTransport open(KafkaSettings kafka, Duration resendInterval) {
        return new KafkaCommandTransport(kafka, resendInterval);
    }

    @Override
    public CompletableFuture<Result> request(Command command, Duration timeout) {
        Event<Command> event =
                producer.createEvent(command.withDefaultExpiry(Instant.now().plus(timeout)));
        PendingCommand pendingCommand = new PendingCommand(event);
        pending.put(event.id(), pendingCommand);
        ScheduledFuture<?> sending = scheduler.scheduleWithFixedDelay(
                () -> send(pendingCommand), 0, resendInterval.toMillis(), TimeUnit.MILLISECONDS);
        // Not on the scheduler thread, which may be blocked while Kafka is down.
        CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS, CompletionExecutor.SHARED)
                .execute(() -> timeOut(pendingCommand, timeout));
        return pendingCommand.result.whenComplete((result, failure) -> {
            sending.cancel(false);
            pending.remove(event.id());
        });
    }

    private void send(PendingCommand pendingCommand) {
        try {
            // A command sent before the consumer is ready could miss its result.
            if (pendingCommand.lastSend.isDone() && consumer.awaitReady(resendInterval)) {
                pendingCommand.lastSend = producer.send(pendingCommand.event);
                pendingCommand.lastSend.exceptionally(failure -> logSendFailure(pendingCommand, failure));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            logSendFailure(pendingCommand, e);
        }
    }

    private static EventId logSendFailure(PendingCommand pendingCommand, Throwable failure) {
        LOG.warn(
                "Command {} was not sent to Kafka, its result is delayed; sending it again until its timeout. Cause: {}",
                pendingCommand.event.id(),
                failure.getMessage());
        return pendingCommand.event.id();
    }

    private void onResult(Event<Result> event) {
        Result result = event.data();
        if (result.commandSource() == null || result.commandId() == null) {
            return;
        }
        PendingCommand pendingCommand = pending.get(new EventId(result.commandSource(), result.commandId()));
        if (pendingCommand != null) {
            // A callback of the future may block. It must not block the consumer thread.
            pendingCommand.result.completeAsync(() -> result, CompletionExecutor.SHARED);
        }
    }

    private void timeOut(PendingCommand pendingCommand, Duration timeout) {
        Command command = pendingCommand.event.data();
        pendingCommand.result.completeExceptionally(new CommandTimeoutException(
                command.parameters().action() + " on target '" + command.target() + "' timed out after "
                        + timeout.toMillis()
                        + " ms without a result. Check that an actuator runs for this target and reads these topics",
                null));
    }

    private static TransportClosedException closed(Command command) {
        return new TransportClosedException(command.parameters().action() + " on target '" + command.target()
                + "' has no result, because the transport was closed. The command may be executed until it expires;"
                + " read its result from the result topic");
    }

    /** Returns the number of commands without a result. */
    int pendingCount() {
        return pending.size();
    }

    @Override
    public void close() {
        pending.values().forEach(command -> command.result.completeExceptionally(closed(command.event.data())));
        scheduler.shutdownNow();
        consumer.close();
        producer.close();
    }
}
