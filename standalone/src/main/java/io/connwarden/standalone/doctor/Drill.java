package io.connwarden.standalone.doctor;

import io.connwarden.client.topics.KafkaCommandTransport;
import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Result;
import io.connwarden.doctor.Diagnosis;
import io.connwarden.doctor.check.Finding;
import io.connwarden.doctor.check.Severity;
import io.connwarden.embedded.server.StartFailedException;
import io.connwarden.sql.target.ConnectFailure;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.environment.EnvironmentOptions;
import io.connwarden.standalone.environment.EnvironmentSettings;
import io.connwarden.standalone.environment.Infrastructure;
import io.connwarden.standalone.environment.ResourceStack;
import io.connwarden.standalone.environment.Services;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * The test of the emergency path. It opens one session and terminates this session by a command. The command takes the
 * usual path: Kafka, the decision of the actuator, the log store, the emergency connection, and the result over Kafka.
 * All servers and services are started for the drill, with empty data. Automatic actions are disabled. All other
 * sessions are protected.
 */
final class Drill {
    static final String NAME = "drill";
    private static final Duration RESULT_TIMEOUT = Duration.ofSeconds(60);

    private final TargetSettings target;
    private final EnvironmentOptions environmentOptions;
    private final @Nullable Path config;
    private final String application = "drill-" + UUID.randomUUID();

    Drill(TargetSettings target, EnvironmentOptions environmentOptions, @Nullable Path config) {
        this.target = target;
        this.environmentOptions = environmentOptions;
        this.config = config;
    }

    /** Returns the reason why a drill is not possible, or null if it is. */
    static @Nullable String reasonToSkip(Diagnosis diagnosis) {
        if (!diagnosis.isConnected()) {
            return "no session could be opened on the server";
        }
        // Behind a pooler, the backend of this session may serve another client at any time.
        return diagnosis
                        .readings()
                        .session()
                        .pooler()
                        .value()
                        .filter(pooler -> !pooler.hasPooler())
                        .isEmpty()
                ? "the connection may go through a pooler, so the session may be shared"
                : null;
    }

    static Finding skipped(String reason) {
        return new Finding(NAME, Severity.ERROR, "skipped: " + reason, List.of(), List.of());
    }

    /**
     * Starts the servers and services and runs the drill.
     *
     * @param resources closes the servers and services
     * @return the result; a failed start is a result too
     */
    Finding run(ResourceStack resources) throws InterruptedException {
        try {
            return terminateOwnSession(resources);
        } catch (StartFailedException e) {
            return skipped("start failed: " + e.getMessage());
        }
    }

    private Finding terminateOwnSession(ResourceStack resources) throws InterruptedException {
        EnvironmentSettings settings = settings();
        Services.readConfiguration(settings);
        Infrastructure infrastructure = Infrastructure.start(settings, resources);
        Services.start(settings, infrastructure, resources);
        KafkaCommandTransport transport = resources.add(KafkaCommandTransport.open(
                KafkaSettings.of(infrastructure.kafka().bootstrapServers(), "urn:connwarden:doctor")));
        try (DrillSession session = DrillSession.open(target, application)) {
            Result result = transport.request(command(session), RESULT_TIMEOUT).get();
            return DrillReport.of(result, session.id(), session.isTerminated());
        } catch (SQLException e) {
            return skipped("no session could be opened for the drill: "
                    + ConnectFailure.of(e).message());
        } catch (ExecutionException e) {
            Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
            return new Finding(
                    NAME, Severity.ERROR, "no result of the command: " + cause.getMessage(), List.of(), List.of());
        }
    }

    private Command command(DrillSession session) {
        return new Command(
                target.id(),
                new CommandParameters.Terminate(List.of(session.id())),
                "connwarden doctor",
                "drill: terminates a session opened for it",
                false,
                null);
    }

    private EnvironmentSettings settings() {
        Map<String, String> properties = DrillConfiguration.of(target, application);
        return new EnvironmentSettings(
                environmentOptions.dataDirectory("doctor"),
                environmentOptions.ports(),
                true,
                config,
                properties,
                properties);
    }
}
