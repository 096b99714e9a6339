package io.connwarden.client.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.health.HealthSamples;
import io.connwarden.client.management.ManagementClient;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.status.LowPriorityLimit;
import io.connwarden.client.topics.AlertConsumer;
import io.connwarden.client.topics.CommandProducer;
import io.connwarden.client.topics.FakeActuator;
import io.connwarden.client.topics.HealthConsumer;
import io.connwarden.client.topics.ResultConsumer;
import io.connwarden.client.topics.TestTopics;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.Topics;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The topic examples of {@code docs/client}, run on a real broker with the standard topic names. */
class TopicExamplesIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Topics NAMES = Topics.withDefaultPrefix();

    private static TestTopics topics;

    @BeforeAll
    static void open() {
        topics = new TestTopics(NAMES).create(NAMES.health(), NAMES.commands(), NAMES.results(), NAMES.alerts());
    }

    @AfterAll
    static void close() {
        topics.close();
    }

    @Test
    void the_management_examples_receive_their_results() {
        RouterSettings settings = RouterSettings.forUrl("jdbc:postgresql://127.0.0.1:1/nowhere")
                .autoManagementEnabled(false)
                .build();
        try (FakeActuator program = new FakeActuator(topics, TopicExamplesIT::obey);
                ManagementClient management = ManagementExamples.open(TestTopics.bootstrapServers());
                QueryRouter router = QueryRouter.open(settings)) {
            program.awaitAssigned();
            ManagementExamples examples = new ManagementExamples(management);
            assertThat(examples.programmatically())
                    .containsExactly(
                            "status: CRITICAL",
                            "terminated 20 sessions by COMMAND: as requested",
                            "no action by COMMAND: as requested");
            examples.attach(router);
            await().atMost(SOON).until(() -> router.status().lowPriorityLimit() instanceof LowPriorityLimit.Blocked);
            assertThat(program.receivedIds()).hasSizeGreaterThanOrEqualTo(4);
        }
    }

    private static Result obey(Event<Command> command) {
        CommandParameters parameters = command.data().parameters();
        if (parameters instanceof CommandParameters.Health) {
            return FakeActuator.completed(command, 0, HealthSamples.of(HealthStatus.CRITICAL));
        }
        return FakeActuator.completed(command, parameters instanceof CommandParameters.Emergency ? 20 : 0, null);
    }

    @Test
    void the_health_example_forwards_health_to_the_router() throws InterruptedException {
        RouterSettings settings =
                RouterSettings.forUrl("jdbc:postgresql://127.0.0.1:1/nowhere").build();
        List<Double> high = new CopyOnWriteArrayList<>();
        try (QueryRouter router = QueryRouter.open(settings);
                HealthConsumer watch = ManagementExamples.watch(topics.kafkaSettings(), router, high)) {
            assertThat(watch.awaitReady(SOON)).isTrue();
            topics.send(NAMES.health(), HealthSamples.of(HealthStatus.WARNING, 85));
            await().atMost(SOON).untilAsserted(() -> assertThat(high).contains(85.0));
            await().atMost(SOON).until(() -> router.status().lowPriorityLimit() instanceof LowPriorityLimit.Limited);
        }
    }

    @Test
    void the_topic_examples_send_a_command_and_receive_result_and_alert() throws InterruptedException {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (FakeActuator program = new FakeActuator(topics, command -> FakeActuator.completed(command, 0, null));
                CommandProducer producer = TopicExamples.open(TestTopics.bootstrapServers());
                ResultConsumer results = TopicExamples.results(topics.kafkaSettings(), lines::add);
                AlertConsumer alerts = TopicExamples.alerts(topics.kafkaSettings(), lines::add)) {
            assertThat(results.awaitReady(SOON)).isTrue();
            assertThat(alerts.awaitReady(SOON)).isTrue();
            EventId id = TopicExamples.send(producer);
            topics.send(NAMES.alerts(), alert());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(lines)
                            .contains("orders-db: CLEANUP COMPLETED, as requested", "FIRING orders-db: slots 95 %"));
            assertThat(program.receivedIds()).contains(id);
        }
    }

    private static Alert alert() {
        return Alert.builder(
                        HealthSamples.TARGET,
                        "ConnectionSlotsCritical",
                        AlertStatus.FIRING,
                        AlertSeverity.CRITICAL,
                        Instant.parse("2026-01-01T10:00:00Z"))
                .summary("orders-db: slots 95 %")
                .description("Slot utilization is above 90 %.")
                .build();
    }
}
