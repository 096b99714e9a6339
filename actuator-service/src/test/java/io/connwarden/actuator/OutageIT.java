package io.connwarden.actuator;

import static io.connwarden.actuator.Surroundings.TARGET;
import static io.connwarden.actuator.Surroundings.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.Request;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.Status;
import io.connwarden.embedded.fixture.SessionCrowd;
import io.connwarden.embedded.fixture.SharedInfrastructure;
import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What the actuator needs goes away in the middle of its work and comes back: nothing is lost, nothing done twice. */
class OutageIT {
    private static final ConditionFactory SOON = await().atMost(Duration.ofSeconds(60));
    private static final Request.Cleanup ALL_IDLE = new Request.Cleanup(0.000_1, 1000);

    @TempDir
    static Path folder;

    private static PostgresServer store;
    private static PostgresServer target;
    private static Surroundings around;
    private static ConfigurableApplicationContext actuator;

    @BeforeAll
    static void start() {
        store = PostgresServer.start(PostgresServerOptions.standard());
        target = PostgresServer.start(PostgresServerOptions.standard());
        Surroundings.createRoles(target);
        around = new Surroundings(SharedInfrastructure.kafka().bootstrapServers(), store);
        actuator = ActuatorApplication.builder()
                .sources(InterposedLanes.class)
                .run(around.arguments(
                                "connwarden.targets[1].id=mortal",
                                "connwarden.targets[1].url=" + target.jdbcUrlWithoutUser("postgres"),
                                "connwarden.targets[1].user=" + Surroundings.GUARD,
                                "connwarden.actuator.give-up-after=30s",
                                "spring.datasource.hikari.connection-timeout=1000")
                        .toArray(String[]::new));
        around.ask(new Request.Status());
    }

    @AfterEach
    void reset() {
        InterposedLanes.reset();
    }

    @AfterAll
    static void stop() {
        actuator.close();
        around.close();
        store.close();
        target.close();
    }

    @Test
    void commands_that_come_while_the_store_is_down_are_done_when_it_is_back() throws Exception {
        try (SessionCrowd crowd = Surroundings.idle(10, "outage")) {
            store.stop();
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                sent.add(around.send(command(TARGET, new Request.Cleanup(0.000_1, 2), false)));
            }
            around.flush();
            assertThat(crowd.alive()).hasSize(10);
            store.start();
            assertThat(sent)
                    .allSatisfy(id ->
                            assertThat(around.answer(id).terminatedCount()).isEqualTo(2));
            assertThat(crowd.alive()).isEmpty();
            assertThat(around.store.queryForObject(
                            "SELECT count(*) FROM reclaimed_sessions WHERE application_name = 'outage'", Integer.class))
                    .isEqualTo(10);
        }
    }

    @Test
    void a_store_that_goes_down_between_signal_and_outcome_learns_what_was_done_when_it_is_back() {
        try (SessionCrowd crowd = Surroundings.idle(3, "between")) {
            AtomicBoolean once = new AtomicBoolean();
            InterposedLanes.afterSignal = session -> {
                if (once.compareAndSet(false, true)) {
                    store.stop();
                }
            };
            String id = around.send(command(TARGET, ALL_IDLE, false));
            SOON.until(() -> crowd.alive().isEmpty());
            store.start();
            Result result = around.answer(id);
            assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(result.terminatedCount()).isEqualTo(3);
            assertThat(around.store.queryForList(
                            "SELECT DISTINCT outcome FROM reclaimed_sessions WHERE command_id = ?", String.class, id))
                    .containsExactly("TERMINATED");
        }
    }

    @Test
    void a_target_that_is_away_is_waited_for_and_a_sample_says_that_it_is() {
        target.stop();
        assertThat(around.answer(around.send(command("mortal", new Request.Monitor(), false)))
                        .health()
                        .status())
                .isEqualTo(Status.UNREACHABLE);
        String id = around.send(command("mortal", ALL_IDLE, false));
        assertThat(around.ask(new Request.Monitor()).health().status())
                .as("another target is not delayed")
                .isEqualTo(Status.HEALTHY);
        target.start();
        assertThat(around.answer(id).outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void a_target_that_stays_away_ends_the_command_as_failed_and_the_next_one_has_its_turn() {
        target.stop();
        Result failed = around.answer(around.send(command("mortal", ALL_IDLE, false)));
        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.decision().reason()).contains("mortal");
        target.start();
        SOON.until(() ->
                around.answer(around.send(command("mortal", ALL_IDLE, false))).outcome() == Outcome.COMPLETED);
    }

    @Test
    void results_wait_for_kafka_and_arrive_in_order_once_it_is_back() throws Exception {
        KafkaServerOptions options = KafkaServerOptions.standard().keptIn(folder);
        KafkaServer first = KafkaServer.start(options);
        KafkaServerOptions again = options.onPort(first.port(), "test");
        try (Surroundings own = new Surroundings(first.bootstrapServers(), SharedInfrastructure.postgres());
                ConfigurableApplicationContext it = ActuatorApplication.builder()
                        .sources(InterposedLanes.class)
                        .run(own.arguments().toArray(String[]::new));
                SessionCrowd crowd = Surroundings.idle(4, "brokerless")) {
            own.ask(new Request.Status());
            InterposedLanes.beforeSignal = session -> first.close();
            String acted = own.send(command(TARGET, ALL_IDLE, false));
            own.flush();
            SOON.until(() -> crowd.alive().isEmpty());
            assertThat(it.isRunning()).isTrue();
            try (KafkaServer second = KafkaServer.start(again)) {
                Event<Result> result = own.answerEvent(acted);
                assertThat(result.data().terminatedCount()).isEqualTo(4);
                assertThat(own.ask(new Request.Status()).outcome()).isEqualTo(Outcome.COMPLETED);
                assertThat(second.pid()).isPositive();
            }
        }
    }
}
