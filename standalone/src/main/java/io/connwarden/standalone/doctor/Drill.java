package io.connwarden.standalone.doctor;

import io.connwarden.client.topics.KafkaAccess;
import io.connwarden.client.topics.KafkaTransport;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.Request;
import io.connwarden.contracts.message.Result;
import io.connwarden.doctor.Diagnosis;
import io.connwarden.doctor.assessment.Check;
import io.connwarden.doctor.assessment.Standing;
import io.connwarden.embedded.server.StartFailedException;
import io.connwarden.sql.target.ConnectFailure;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.stack.Infrastructure;
import io.connwarden.standalone.stack.PortOptions;
import io.connwarden.standalone.stack.Services;
import io.connwarden.standalone.stack.StackOptions;
import io.connwarden.standalone.stack.Undoing;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Ends a session that was opened for it, by the road that every command takes: Kafka, the actuator's decision, the log
 * store, the emergency lane, and the result back over Kafka. Services and infrastructure are started for it alone, from
 * empty data, with automatic actions off and everybody protected but this one session.
 */
final class Drill {
    static final String NAME = "drill";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TargetSettings target;
    private final PortOptions ports;
    private final @Nullable Path config;
    private final String application = "drill-" + UUID.randomUUID();

    Drill(TargetSettings target, PortOptions ports, @Nullable Path config) {
        this.target = target;
        this.ports = ports;
        this.config = config;
    }

    /** Why a drill must not be held; null when it may. */
    static @Nullable String hindrance(Diagnosis diagnosis) {
        if (!diagnosis.admitted()) {
            return "there is no way in";
        }
        // Behind a pooler a backend that served us may serve somebody else a moment later.
        return diagnosis.findings().way().value().filter(way -> !way.pooled()).isEmpty()
                ? "it is not certain that a session here is ours alone"
                : null;
    }

    static Check notHeld(String why) {
        return new Check(NAME, Standing.OBSTACLE, "not held: " + why, List.of(), List.of());
    }

    /**
     * Starts everything, holds the drill, and says how it went; also that it could not be held. What was started is left
     * to {@code undoing}.
     */
    Check hold(Undoing undoing) throws InterruptedException {
        try {
            return held(undoing);
        } catch (StartFailedException e) {
            return notHeld("could not be started: " + e.getMessage());
        }
    }

    private Check held(Undoing undoing) throws InterruptedException {
        StackOptions options = options();
        Infrastructure infrastructure = Infrastructure.start(options, undoing);
        Services.start(options, infrastructure, undoing);
        KafkaTransport transport = undoing.add(KafkaTransport.open(
                KafkaAccess.of(infrastructure.kafka().bootstrapServers(), "urn:connwarden:doctor")));
        try (DrillSession session = DrillSession.open(target, application)) {
            Result result = transport.ask(command(session), LIMIT).get();
            return DrillReport.of(result, session.id(), session.gone());
        } catch (SQLException e) {
            return notHeld(
                    "no session could be opened for it: " + ConnectFailure.of(e).message());
        } catch (ExecutionException e) {
            return new Check(NAME, Standing.OBSTACLE, "no answer: " + e.getMessage(), List.of(), List.of());
        }
    }

    private Command command(DrillSession session) {
        return new Command(
                target.id(),
                new Request.Terminate(List.of(session.id())),
                "connwarden doctor",
                "drill: the session was opened for it",
                false,
                null);
    }

    private StackOptions options() {
        return new StackOptions(
                ports.data("doctor"),
                ports.kafkaPort(),
                ports.storePort(),
                ports.freeHttpPort(),
                true,
                config,
                DrillProperties.of(target, application),
                DrillProperties.of(target, application));
    }
}
