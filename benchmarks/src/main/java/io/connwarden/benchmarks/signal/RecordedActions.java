package io.connwarden.benchmarks.signal;

import io.connwarden.actuator.ActuatorApplication;
import io.connwarden.benchmarks.ServiceSettings;
import io.connwarden.client.topics.KafkaCommandTransport;
import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.sql.SqlStatements;
import io.connwarden.sql.Timestamps;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The actuator as it is shipped, with Kafka and a log store. A command TERMINATE names the sessions of a round. The log
 * store records command, intent, answers and outcomes.
 */
final class RecordedActions implements AutoCloseable {
    private static final Duration MAX_ACTION_TIME = Duration.ofMinutes(1);

    private final PostgresServer store;
    private final KafkaServer kafka;
    private final ConfigurableApplicationContext actuator;
    private final KafkaCommandTransport transport;

    private RecordedActions(
            PostgresServer store,
            KafkaServer kafka,
            ConfigurableApplicationContext actuator,
            KafkaCommandTransport transport) {
        this.store = store;
        this.kafka = kafka;
        this.actuator = actuator;
        this.transport = transport;
    }

    /** Starts the servers and the actuator for a target, as its superuser. */
    static RecordedActions start(PostgresServer target) {
        PostgresServer store =
                PostgresServer.start(PostgresServerOptions.standard().withSetting("track_commit_timestamp", "on"));
        KafkaServer kafka = KafkaServer.start(KafkaServerOptions.standard());
        ConfigurableApplicationContext actuator = ActuatorApplication.builder()
                .run(new ServiceSettings(
                                kafka.bootstrapServers(),
                                store.jdbcUrlWithoutUser("postgres"),
                                target.jdbcUrlWithoutUser("postgres"),
                                "postgres")
                        .arguments(
                                "connwarden.doctor.at-start=false",
                                "connwarden.policy.budget.sessions-percentage=100",
                                "connwarden.policy.budget.terminations-per-hour=100000",
                                "connwarden.topics.partitions=1",
                                "logging.level.root=WARN"));
        KafkaCommandTransport transport =
                KafkaCommandTransport.open(KafkaSettings.of(kafka.bootstrapServers(), "urn:connwarden:benchmark"));
        return new RecordedActions(store, kafka, actuator, transport);
    }

    /**
     * Terminates the sessions by one command.
     *
     * @throws IllegalStateException if a session was not terminated
     */
    RecordedTimes terminate(List<SessionId> sessions) throws SQLException, InterruptedException {
        Command command = new Command(
                ServiceSettings.TARGET,
                new CommandParameters.Terminate(sessions),
                "benchmark",
                "measuring",
                false,
                null);
        long start = System.nanoTime();
        Result result;
        try {
            result = transport.request(command, MAX_ACTION_TIME).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("no result of the command", e);
        }
        Duration answered = Duration.ofNanos(System.nanoTime() - start);
        if (result.terminatedCount() != sessions.size()) {
            throw new IllegalStateException(result.terminatedCount() + " of " + sessions.size()
                    + " sessions were terminated; repeat the benchmark on an idle machine");
        }
        return readTimes(Objects.requireNonNull(result.commandId(), "commandId"), answered);
    }

    private RecordedTimes readTimes(String command, Duration answered) throws SQLException {
        try (Connection connection = DriverManager.getConnection(store.jdbcUrl("postgres"))) {
            return SqlStatements.query(
                            connection, SignalStatement.RECORD_TIMES.sql(), on -> on.setString(1, command), row -> {
                                Instant decided = Timestamps.readRequired(row, "decided_at");
                                return new RecordedTimes(
                                        Duration.between(Timestamps.readRequired(row, "accepted_at"), decided),
                                        Duration.between(decided, Timestamps.readRequired(row, "last_signal_at")),
                                        Duration.between(decided, Timestamps.readRequired(row, "recorded_at")),
                                        answered);
                            })
                    .get(0);
        }
    }

    @Override
    public void close() {
        transport.close();
        actuator.close();
        kafka.close();
        store.close();
    }
}
