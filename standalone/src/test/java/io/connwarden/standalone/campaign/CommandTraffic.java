package io.connwarden.standalone.campaign;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EncodedEvent;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.standalone.campaign.RoundFacts.ObservedSession;
import io.connwarden.standalone.campaign.RoundFacts.SentCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The commands of the workload. A command may be sent twice; each keeps its first time. Sent by one thread. */
final class CommandTraffic implements AutoCloseable {
    private static final String SOURCE = "urn:campaign";
    private static final int MAX_LIST = 12;
    private static final double IDLE_MINUTES = CampaignEnvironment.IDLE_THRESHOLD.toSeconds() / 60.0;
    private static final Duration SHORT_EXPIRY = Duration.ofSeconds(1);
    private static final int MIN_PAUSE_MILLIS = 2000;
    private static final int MAX_PAUSE_MILLIS = 7000;

    private final SessionLedger ledger;
    private final Timeline timeline;
    private final Random random;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, SentCommand> sent = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final List<Event<Command>> recent = new ArrayList<>();
    private final Queue<Future<RecordMetadata>> pending = new ConcurrentLinkedQueue<>();
    private @Nullable Instant resumeAt;
    private int number;

    CommandTraffic(String bootstrapServers, SessionLedger ledger, Timeline timeline, Random random) {
        this.ledger = ledger;
        this.timeline = timeline;
        this.random = random;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "linger.ms", "0",
                        "max.block.ms", "120000",
                        "request.timeout.ms", "5000",
                        "delivery.timeout.ms", "180000",
                        "reconnect.backoff.max.ms", "500"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends one command of a random kind. */
    void sendRandom() {
        int kind = random.nextInt(100);
        if (resumeAt != null && Instant.now().isAfter(resumeAt)) {
            resumeTarget();
        } else if (kind < 6 && resumeAt == null) {
            send(new CommandParameters.Pause());
            resumeAt = Instant.now().plusMillis(MIN_PAUSE_MILLIS + random.nextInt(MAX_PAUSE_MILLIS));
        } else if (kind < 40) {
            send(cleanup());
        } else if (kind < 62) {
            terminate();
        } else if (kind < 70) {
            send(new CommandParameters.Emergency());
        } else if (kind < 77) {
            send(new CommandParameters.Auto());
        } else if (kind < 81) {
            send(new CommandParameters.Status());
        } else if (kind < 84) {
            send(new CommandParameters.Monitor());
        } else if (kind < 90 && !recent.isEmpty()) {
            transmit(recent.get(random.nextInt(recent.size())));
        } else if (kind < 95) {
            send(command(cleanup(), true, null));
        } else {
            send(command(
                    cleanup(),
                    false,
                    Instant.now().truncatedTo(ChronoUnit.MICROS).plus(SHORT_EXPIRY)));
        }
    }

    /** Sends RESUME, and returns its id. */
    String resumeTarget() {
        resumeAt = null;
        return send(new CommandParameters.Resume());
    }

    /** Sends STATUS, and returns its id. */
    String askForStatus() {
        return send(new CommandParameters.Status());
    }

    private CommandParameters cleanup() {
        return new CommandParameters.Cleanup(IDLE_MINUTES, 1 + random.nextInt(MAX_LIST));
    }

    /** Names zombies, living or gone, and innocent sessions; the pids of those that are gone may be recycled. */
    private void terminate() {
        List<ObservedSession> sessions = new ArrayList<>(ledger.sessions());
        sessions.removeIf(session -> session.application().startsWith("waker-"));
        List<SessionId> named = Stream.generate(() -> sessions.get(random.nextInt(sessions.size())))
                .limit(1 + random.nextInt(MAX_LIST))
                .map(ObservedSession::id)
                .distinct()
                .toList();
        send(new CommandParameters.Terminate(named));
    }

    private String send(CommandParameters parameters) {
        return send(command(parameters, false, null));
    }

    private static Command command(CommandParameters parameters, boolean dryRun, @Nullable Instant expiresAt) {
        return new Command(CampaignTarget.ID, parameters, "campaign", "a fault campaign", dryRun, expiresAt);
    }

    private String send(Command command) {
        String id = command.parameters().action() + "-" + ++number;
        Event<Command> event =
                new Event<>(new EventId(SOURCE, id), Instant.now().truncatedTo(ChronoUnit.MICROS), command);
        sent.put(id, new SentCommand(id, command.parameters().action(), Instant.now(), false));
        if (command.parameters().action() != Action.PAUSE
                && command.parameters().action() != Action.RESUME) {
            recent.add(event);
        }
        transmit(event);
        return id;
    }

    private void transmit(Event<Command> event) {
        String id = event.id().id();
        timeline.add("send " + id);
        EncodedEvent encoded = EventCodec.instance().encode(event);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(CampaignTopics.NAMES.commands(), encoded.key(), encoded.value());
        encoded.headers().forEach(record.headers()::add);
        pending.add(producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                acknowledged.add(id);
            } else {
                timeline.add("not sent: " + id + ", " + failure);
            }
        }));
    }

    /** Waits until the broker has answered every send, or a send has timed out. */
    void flush() {
        producer.flush();
        pending.removeIf(Future::isDone);
    }

    List<SentCommand> commands() {
        return sent.values().stream()
                .map(command -> new SentCommand(
                        command.id(), command.action(), command.sentAt(), acknowledged.contains(command.id())))
                .toList();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
