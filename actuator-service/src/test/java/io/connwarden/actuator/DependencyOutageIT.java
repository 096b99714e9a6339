package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.SharedInfrastructure;
import io.connwarden.testing.TestSessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Outages of the log store, a target or Kafka during a command: nothing is lost and nothing is done twice. */
class DependencyOutageIT {
    private static final ConditionFactory AWAIT = await().atMost(ActuatorTestEnvironment.MAX_WAIT);
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(1);
    private static final CommandParameters.Cleanup ALL_IDLE = new CommandParameters.Cleanup(0.000_1, 1000);

    @TempDir
    static Path folder;

    private static PostgresServer store;
    private static PostgresServer target;
    private static ActuatorTestEnvironment environment;
    private static ConfigurableApplicationContext actuator;

    @BeforeAll
    static void start() {
        store = PostgresServer.start(PostgresServerOptions.standard());
        target = PostgresServer.start(PostgresServerOptions.standard());
        ActuatorTestEnvironment.createRoles(target);
        environment = new ActuatorTestEnvironment(SharedInfrastructure.kafka().bootstrapServers(), store);
        // Every outage of a test ends before this timeout, however slow the machine.
        actuator = startActuator(environment, "connwarden.actuator.target-retry-timeout=10m");
        environment.execute(new CommandParameters.Status());
    }

    private static ConfigurableApplicationContext startActuator(ActuatorTestEnvironment around, String setting) {
        return ActuatorApplication.builder()
                .sources(FaultInjectingConnections.class, ShiftedClock.class)
                .run(around.arguments(
                                "connwarden.targets[1].id=mortal",
                                "connwarden.targets[1].url=" + target.jdbcUrlWithoutUser("postgres"),
                                "connwarden.targets[1].user=" + ActuatorTestEnvironment.ACTUATOR_ROLE,
                                "spring.datasource.hikari.connection-timeout=" + CONNECTION_TIMEOUT.toMillis(),
                                setting)
                        .toArray(String[]::new));
    }

    @AfterEach
    void reset() {
        setConnectionTimeout(CONNECTION_TIMEOUT);
        FaultInjectingConnections.reset();
        ShiftedClock.ahead = Duration.ZERO;
    }

    @AfterAll
    static void stop() {
        actuator.close();
        environment.close();
        store.close();
        target.close();
    }

    @Test
    void commands_sent_during_a_store_outage_are_executed_after_it() throws Exception {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(10, "outage")) {
            store.stop();
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                sent.add(environment.send(command(TARGET, new CommandParameters.Cleanup(0.000_1, 2), false)));
            }
            environment.flush();
            assertThat(sessions.alive()).hasSize(10);
            store.start();
            assertThat(sent)
                    .allSatisfy(id -> assertThat(environment.awaitResult(id).terminatedCount())
                            .isEqualTo(2));
            assertThat(sessions.alive()).isEmpty();
            assertThat(environment.store.queryForObject(
                            "SELECT count(*) FROM reclaimed_sessions WHERE application_name = 'outage'", Integer.class))
                    .isEqualTo(10);
        }
    }

    @Test
    void outcomes_are_recorded_after_a_store_outage_between_signal_and_outcome() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(3, "between")) {
            FaultInjectingConnections.afterSignal = chunk -> store.stop();
            String id = environment.send(command(TARGET, ALL_IDLE, false));
            AWAIT.until(() -> sessions.alive().isEmpty());
            store.start();
            Result result = environment.awaitResult(id);
            assertThat(result.outcome()).isEqualTo(CommandOutcome.COMPLETED);
            assertThat(result.terminatedCount()).isEqualTo(3);
            assertThat(environment.store.queryForList(
                            "SELECT DISTINCT outcome FROM reclaimed_sessions WHERE command_id = ?", String.class, id))
                    .containsExactly("TERMINATED");
        }
    }

    @Test
    void a_store_outage_in_the_middle_of_a_list_holds_back_the_remaining_signals() {
        // More sessions than one statement signals.
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(40, "held-back")) {
            AtomicInteger signalled = new AtomicInteger();
            FaultInjectingConnections.afterSignal = chunk -> {
                if (signalled.getAndAdd(chunk.size()) == 0) {
                    store.stop();
                }
            };
            String id = environment.send(command(TARGET, ALL_IDLE, false));
            AWAIT.until(() -> signalled.get() > 0 && sessions.alive().size() == 40 - signalled.get());
            assertThat(signalled).hasValueLessThan(40);
            AWAIT.during(Duration.ofSeconds(3)).until(() -> sessions.alive().size() == 40 - signalled.get());
            store.start();
            Result result = environment.awaitResult(id);
            assertThat(result.terminatedCount())
                    .as("with the signals before the outage")
                    .isEqualTo(40);
            assertThat(sessions.alive()).isEmpty();
        }
    }

    @Test
    void the_next_step_of_an_emergency_is_decided_on_a_sample_from_after_a_store_outage() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(34, "staying");
                TestSessions leaving = ActuatorTestEnvironment.idleSessions(20, "leaving")) {
            // The decision waits for the whole outage, with the sample from before.
            setConnectionTimeout(Duration.ofMinutes(2));
            stopStoreAfterSample(2, leaving::close);
            String id = environment.send(command(TARGET, new CommandParameters.Emergency(), false));
            // Longer than the time from a sample to the decision on it: a sample from before is too old.
            AWAIT.during(Duration.ofSeconds(3)).until(() -> leaving.alive().isEmpty());
            store.start();
            Result result = environment.awaitResult(id);
            assertThat(result.terminatedCount()).as("the first step only").isEqualTo(10);
            assertThat(sessions.alive()).hasSize(24);
            assertThat(result.decision().reason()).contains("relief: slot utilization");
        }
    }

    @Test
    void the_next_step_of_an_emergency_is_not_begun_after_its_command_expired_in_a_store_outage() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(54, "staying")) {
            AtomicBoolean stopped = new AtomicBoolean();
            stopStoreAfterSample(2, () -> stopped.set(true));
            String id = environment.send(command(TARGET, new CommandParameters.Emergency(), false));
            AWAIT.untilTrue(stopped);
            AWAIT.during(Duration.ofSeconds(1)).until(() -> sessions.alive().size() == 44);
            ShiftedClock.ahead = Duration.ofHours(1);
            store.start();
            assertThat(environment.awaitResult(id).terminatedCount())
                    .as("the first step only")
                    .isEqualTo(10);
            assertThat(sessions.alive()).hasSize(44);
            assertThat(environment.store.queryForObject(
                            "SELECT count(*) FROM intents JOIN commands ON seq = command_seq WHERE commands.id = ?",
                            Integer.class,
                            id))
                    .as("committed steps")
                    .isEqualTo(1);
        }
    }

    private static void setConnectionTimeout(Duration timeout) {
        ((HikariDataSource) actuator.getBean(DataSource.class))
                .getHikariConfigMXBean()
                .setConnectionTimeout(timeout.toMillis());
    }

    private static void stopStoreAfterSample(int number, Runnable next) {
        AtomicInteger samples = new AtomicInteger();
        FaultInjectingConnections.afterSample = () -> {
            if (samples.incrementAndGet() == number) {
                store.stop();
                next.run();
            }
        };
    }

    @Test
    void a_command_waits_for_an_unreachable_target_and_a_sample_reports_UNREACHABLE() {
        target.stop();
        assertThat(environment
                        .awaitResult(environment.send(command("mortal", new CommandParameters.Monitor(), false)))
                        .health()
                        .status())
                .isEqualTo(HealthStatus.UNREACHABLE);
        String id = environment.send(command("mortal", ALL_IDLE, false));
        assertThat(environment.execute(new CommandParameters.Monitor()).health().status())
                .as("another target is not delayed")
                .isEqualTo(HealthStatus.HEALTHY);
        target.start();
        assertThat(environment.awaitResult(id).outcome()).isEqualTo(CommandOutcome.COMPLETED);
    }

    @Test
    void a_command_fails_when_its_target_stays_unreachable_and_the_next_command_is_executed() {
        try (ActuatorTestEnvironment own = new ActuatorTestEnvironment();
                ConfigurableApplicationContext impatient =
                        startActuator(own, "connwarden.actuator.target-retry-timeout=1s")) {
            own.execute(new CommandParameters.Status());
            target.stop();
            Result failed = own.awaitResult(own.send(command("mortal", ALL_IDLE, false)));
            assertThat(failed.outcome()).isEqualTo(CommandOutcome.FAILED);
            assertThat(failed.decision().reason()).contains("mortal");
            target.start();
            AWAIT.until(() -> own.awaitResult(own.send(command("mortal", ALL_IDLE, false)))
                            .outcome()
                    == CommandOutcome.COMPLETED);
            assertThat(impatient.isRunning()).isTrue();
        }
    }

    @Test
    void results_are_published_in_order_after_a_kafka_outage() throws Exception {
        KafkaServerOptions options = KafkaServerOptions.standard().withDirectory(folder);
        KafkaServer first = KafkaServer.start(options);
        KafkaServerOptions again = options.withPort(first.port(), "test");
        try (ActuatorTestEnvironment own =
                        new ActuatorTestEnvironment(first.bootstrapServers(), SharedInfrastructure.postgres());
                ConfigurableApplicationContext actuatorWithOwnKafka = ActuatorApplication.builder()
                        .sources(FaultInjectingConnections.class)
                        .run(own.arguments().toArray(String[]::new));
                TestSessions sessions = ActuatorTestEnvironment.idleSessions(4, "kafka-outage")) {
            own.execute(new CommandParameters.Status());
            FaultInjectingConnections.beforeSignal = chunk -> first.close();
            String acted = own.send(command(TARGET, ALL_IDLE, false));
            own.flush();
            AWAIT.until(() -> sessions.alive().isEmpty());
            assertThat(actuatorWithOwnKafka.isRunning()).isTrue();
            try (KafkaServer second = KafkaServer.start(again)) {
                Event<Result> result = own.awaitResultEvent(acted);
                assertThat(result.data().terminatedCount()).isEqualTo(4);
                assertThat(own.execute(new CommandParameters.Status()).outcome())
                        .isEqualTo(CommandOutcome.COMPLETED);
                assertThat(second.pid()).isPositive();
            }
        }
    }
}
