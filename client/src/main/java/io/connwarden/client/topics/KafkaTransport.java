package io.connwarden.client.topics;

import io.connwarden.client.async.Elsewhere;
import io.connwarden.client.management.ManagementTransport;
import io.connwarden.client.management.NoAnswerException;
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
    public static final Duration RESEND_AFTER = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(KafkaTransport.class);

    private static final class Asked {
        final Event<Command> event;
        final CompletableFuture<Result> answer = new CompletableFuture<>();
        volatile CompletableFuture<EventId> sending;

        Asked(Event<Command> event) {
            this.event = event;
            this.sending = CompletableFuture.completedFuture(event.id());
        }
    }

    private final Map<EventId, Asked> waiting = new ConcurrentHashMap<>();
    private final Duration resendAfter;
    private final CommandProducer producer;
    private final ResultConsumer consumer;
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "connwarden-commands");
        thread.setDaemon(true);
        return thread;
    });

    private KafkaTransport(KafkaAccess access, Duration resendAfter) {
        this.resendAfter = resendAfter;
        this.producer = CommandProducer.open(access);
        this.consumer = ResultConsumer.start(access, this::hear);
    }

    /**
     * Begins to listen for results. Returns at once, whether Kafka can be reached or not.
     *
     * @param access the Kafka of Connwarden's topics
     * @return a transport that sends a command again after {@link #RESEND_AFTER}
     */
    public static KafkaTransport open(KafkaAccess access) {
        return open(access, RESEND_AFTER);
    }

    /**
     * As {@link #open(KafkaAccess)}.
     *
     * @param access the Kafka of Connwarden's topics
     * @param resendAfter how long a result is awaited before the command is sent again, above zero
     * @return a transport, to be closed
     */
    public static KafkaTransport open(KafkaAccess access, Duration resendAfter) {
        return new KafkaTransport(access, resendAfter);
    }

    @Override
    public CompletableFuture<Result> ask(Command command, Duration atMost) {
        Event<Command> event = producer.event(expiring(command, Instant.now().plus(atMost)));
        Asked asked = new Asked(event);
        waiting.put(event.id(), asked);
        ScheduledFuture<?> sending =
                sender.scheduleWithFixedDelay(() -> send(asked), 0, resendAfter.toMillis(), TimeUnit.MILLISECONDS);
        // Not on the sender's thread, which may be waiting for Kafka just then.
        CompletableFuture.delayedExecutor(atMost.toMillis(), TimeUnit.MILLISECONDS, Elsewhere.ELSEWHERE)
                .execute(() -> giveUp(asked, atMost));
        return asked.answer.whenComplete((result, failure) -> {
            sending.cancel(false);
            waiting.remove(event.id());
        });
    }

    private static Command expiring(Command command, Instant at) {
        return command.expiresAt() != null
                ? command
                : new Command(
                        command.target(),
                        command.request(),
                        command.requestedBy(),
                        command.reason(),
                        command.dryRun(),
                        at);
    }

    private void send(Asked asked) {
        try {
            // Sent earlier, the result could pass by unheard.
            if (asked.sending.isDone() && consumer.awaitReady(resendAfter)) {
                asked.sending = producer.send(asked.event);
                asked.sending.exceptionally(failure -> notSent(asked, failure));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            notSent(asked, e);
        }
    }

    private static EventId notSent(Asked asked, Throwable failure) {
        log.warn("Command {} could not be sent and will be tried again: {}", asked.event.id(), failure.getMessage());
        return asked.event.id();
    }

    private void hear(Event<Result> event) {
        Result result = event.data();
        if (result.commandSource() == null || result.commandId() == null) {
            return;
        }
        Asked asked = waiting.get(new EventId(result.commandSource(), result.commandId()));
        if (asked != null) {
            // What hangs on the answer may take its time, and further results wait for the consumer's thread.
            asked.answer.completeAsync(() -> result, Elsewhere.ELSEWHERE);
        }
    }

    private void giveUp(Asked asked, Duration atMost) {
        Command command = asked.event.data();
        asked.answer.completeExceptionally(new NoAnswerException(
                "No answer to " + command.request().action() + " on target '" + command.target() + "' within "
                        + atMost.toMillis() + " ms. Is an actuator running for this target and these topics?",
                null));
    }

    /** How many commands await their result. */
    int waiting() {
        return waiting.size();
    }

    @Override
    public void close() {
        waiting.values()
                .forEach(asked -> asked.answer.completeExceptionally(
                        new NoAnswerException("The transport was closed before an answer", null)));
        sender.shutdownNow();
        consumer.close();
        producer.close();
    }
}
