package io.connwarden.standalone.doctor;

import io.connwarden.client.topics.KafkaAccess;
import io.connwarden.client.topics.KafkaTransport;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.Request;
import io.connwarden.contracts.message.Result;
import io.connwarden.doctor.Diagnosis;
import io.connwarden.doctor.check.CheckResult;
import io.connwarden.doctor.check.Severity;
import io.connwarden.embedded.server.StartFailedException;
import io.connwarden.sql.target.ConnectFailure;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.stack.CloseableStack;
import io.connwarden.standalone.stack.Infrastructure;
import io.connwarden.standalone.stack.PortOptions;
import io.connwarden.standalone.stack.Services;
import io.connwarden.standalone.stack.StackOptions;
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
    private static final Duration RESULT_TIMEOUT = Duration.ofSeconds(60);

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
    static @Nullable String reasonToSkip(Diagnosis diagnosis) {
        if (!diagnosis.isConnected()) {
            return "there is no way in";
        }
        // Behind a pooler a backend that served us may serve somebody else a moment later.
        return diagnosis
                        .findings()
                        .session()
                        .pooler()
                        .value()
                        .filter(way -> !way.hasPooler())
                        .isEmpty()
                ? "it is not certain that a session here is ours alone"
                : null;
    }

    static CheckResult skipped(String why) {
        return new CheckResult(NAME, Severity.ERROR, "not held: " + why, List.of(), List.of());
    }

    /**
     * Starts everything, holds the drill, and says how it went; also that it could not be held. What was started is left
     * to {@code undoing}.
     */
    CheckResult run(CloseableStack resources) throws InterruptedException {
        try {
            return terminateOwnSession(resources);
        } catch (StartFailedException e) {
            return skipped("could not be started: " + e.getMessage());
        }
    }

    private CheckResult terminateOwnSession(CloseableStack resources) throws InterruptedException {
        StackOptions options = options();
        Infrastructure infrastructure = Infrastructure.start(options, resources);
        Services.start(options, infrastructure, resources);
        KafkaTransport transport = resources.add(KafkaTransport.open(
                KafkaAccess.of(infrastructure.kafka().bootstrapServers(), "urn:connwarden:doctor")));
        try (DrillSession session = DrillSession.open(target, application)) {
            Result result = transport.request(command(session), RESULT_TIMEOUT).get();
            return DrillReport.of(result, session.id(), session.isTerminated());
        } catch (SQLException e) {
            return skipped(
                    "no session could be opened for it: " + ConnectFailure.of(e).message());
        } catch (ExecutionException e) {
            return new CheckResult(NAME, Severity.ERROR, "no answer: " + e.getMessage(), List.of(), List.of());
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
                ports.dataDirectory("doctor"),
                ports.kafkaPort(),
                ports.storePort(),
                ports.findHttpPort(),
                true,
                config,
                DrillProperties.of(target, application),
                DrillProperties.of(target, application));
    }
}
