package io.connwarden.client.topics;

import io.connwarden.client.async.CompletionExecutor;
import io.connwarden.client.management.CommandTimeoutException;
import io.connwarden.client.management.ManagementTransport;
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
 * Commands out and results back over Kafka. A result is known by the id of the command it answers. A command without a
 * result is sent again under the same id, which is safe: it is accepted once, and a repeat is answered with what was
 * done the first time. It expires when its asker stops waiting, so nothing is done that nobody awaits any more.
 */
public final class KafkaTransport implements ManagementTransport {
    /** How long a result is awaited before the command is sent again. */
    public static final Duration DEFAULT_RESEND_INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTransport.class);

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

    private KafkaTransport(KafkaAccess access, Duration resendInterval) {
        this.resendInterval = resendInterval;
        this.producer = CommandProducer.open(access);
        this.consumer = ResultConsumer.start(access, this::onResult);
    }

    /**
     * Begins to listen for results. Returns at once, whether Kafka can be reached or not.
     *
     * @param access the Kafka of Connwarden's topics
     * @return a transport that sends a command again after {@link #DEFAULT_RESEND_INTERVAL}
     */
    public static KafkaTransport open(KafkaAccess access) {
        return open(access, DEFAULT_RESEND_INTERVAL);
    }

    /**
     * As {@link #open(KafkaAccess)}.
     *
     * @param access the Kafka of Connwarden's topics
     * @param resendInterval how long a result is awaited before the command is sent again, above zero
     * @return a transport, to be closed
     */
    public static KafkaTransport open(KafkaAccess access, Duration resendInterval) {
        return new KafkaTransport(access, resendInterval);
    }

    @Override
    public CompletableFuture<Result> request(Command command, Duration timeout) {
        Event<Command> event =
                producer.createEvent(withExpiry(command, Instant.now().plus(timeout)));
        PendingCommand pendingCommand = new PendingCommand(event);
        pending.put(event.id(), pendingCommand);
        ScheduledFuture<?> sending = scheduler.scheduleWithFixedDelay(
                () -> send(pendingCommand), 0, resendInterval.toMillis(), TimeUnit.MILLISECONDS);
        // Not on the sender's thread, which may be waiting for Kafka just then.
        CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS, CompletionExecutor.SHARED)
                .execute(() -> timeOut(pendingCommand, timeout));
        return pendingCommand.result.whenComplete((result, failure) -> {
            sending.cancel(false);
            pending.remove(event.id());
        });
    }

    private static Command withExpiry(Command command, Instant expiresAt) {
        return command.expiresAt() != null
                ? command
                : new Command(
                        command.target(),
                        command.request(),
                        command.requestedBy(),
                        command.reason(),
                        command.dryRun(),
                        expiresAt);
    }

    private void send(PendingCommand pendingCommand) {
        try {
            // Sent earlier, the result could pass by unheard.
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
                "Command {} could not be sent and will be tried again: {}",
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
            // What hangs on the answer may take its time, and further results wait for the consumer's thread.
            pendingCommand.result.completeAsync(() -> result, CompletionExecutor.SHARED);
        }
    }

    private void timeOut(PendingCommand pendingCommand, Duration timeout) {
        Command command = pendingCommand.event.data();
        pendingCommand.result.completeExceptionally(new CommandTimeoutException(
                "No answer to " + command.request().action() + " on target '" + command.target() + "' within "
                        + timeout.toMillis() + " ms. Is an actuator running for this target and these topics?",
                null));
    }

    /** How many commands await their result. */
    int pendingCount() {
        return pending.size();
    }

    @Override
    public void close() {
        pending.values()
                .forEach(asked -> asked.result.completeExceptionally(
                        new CommandTimeoutException("The transport was closed before an answer", null)));
        scheduler.shutdownNow();
        consumer.close();
        producer.close();
    }
}
