package io.connwarden.client.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.management.ConnectionManagement;
import io.connwarden.client.pressure.HealthSamples;
import io.connwarden.client.pressure.LowPriority;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.topics.AlertConsumer;
import io.connwarden.client.topics.AnsweringProgram;
import io.connwarden.client.topics.CommandProducer;
import io.connwarden.client.topics.HealthConsumer;
import io.connwarden.client.topics.ResultConsumer;
import io.connwarden.client.topics.TestTopics;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.Topics;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertState;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.Request;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.Severity;
import io.connwarden.contracts.message.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code docs/client} shows of the topics is run here on a real broker, under the topics' real names. */
class TopicExamplesIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Topics NAMES = Topics.standard();

    private static TestTopics topics;

    @BeforeAll
    static void open() {
        topics = new TestTopics(NAMES).with(NAMES.health(), NAMES.commands(), NAMES.results(), NAMES.alerts());
    }

    @AfterAll
    static void close() {
        topics.close();
    }

    @Test
    void management_asks_and_is_answered() {
        RouterSettings settings = RouterSettings.forUrl("jdbc:postgresql://127.0.0.1:1/nowhere")
                .autoCleanupEnabled(false)
                .build();
        try (AnsweringProgram program = new AnsweringProgram(topics, TopicExamplesIT::obey);
                ConnectionManagement management = ManagementExamples.open(TestTopics.bootstrapServers());
                QueryRouter router = QueryRouter.open(settings)) {
            program.awaitAssigned();
            ManagementExamples examples = new ManagementExamples(management);
            assertThat(examples.programmatically())
                    .containsExactly(
                            "status: CRITICAL",
                            "terminated 20 sessions by COMMAND: as asked",
                            "no action by COMMAND: as asked");
            examples.attach(router);
            await().atMost(SOON).until(() -> router.status().lowPriority() instanceof LowPriority.Held);
            assertThat(program.heard()).hasSizeGreaterThanOrEqualTo(4);
        }
    }

    private static Result obey(Event<Command> command) {
        Request request = command.data().request();
        if (request instanceof Request.HealthCheck) {
            return AnsweringProgram.completed(command, 0, HealthSamples.of(Status.CRITICAL));
        }
        return AnsweringProgram.completed(command, request instanceof Request.Emergency ? 20 : 0, null);
    }

    @Test
    void health_is_watched_and_the_router_hears_it() throws InterruptedException {
        RouterSettings settings =
                RouterSettings.forUrl("jdbc:postgresql://127.0.0.1:1/nowhere").build();
        List<Double> high = new CopyOnWriteArrayList<>();
        try (QueryRouter router = QueryRouter.open(settings);
                HealthConsumer watch = ManagementExamples.watch(topics.access(), router, high)) {
            assertThat(watch.awaitReady(SOON)).isTrue();
            topics.send(NAMES.health(), HealthSamples.of(Status.WARNING, 85));
            await().atMost(SOON).untilAsserted(() -> assertThat(high).contains(85.0));
            await().atMost(SOON).until(() -> router.status().lowPriority() instanceof LowPriority.Slowed);
        }
    }

    @Test
    void a_command_is_sent_and_its_result_and_the_alert_are_heard() throws InterruptedException {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (AnsweringProgram program =
                        new AnsweringProgram(topics, command -> AnsweringProgram.completed(command, 0, null));
                CommandProducer producer = TopicExamples.open(TestTopics.bootstrapServers());
                ResultConsumer results = TopicExamples.results(topics.access(), heard::add);
                AlertConsumer alerts = TopicExamples.alerts(topics.access(), heard::add)) {
            assertThat(results.awaitReady(SOON)).isTrue();
            assertThat(alerts.awaitReady(SOON)).isTrue();
            EventId id = TopicExamples.send(producer);
            topics.send(NAMES.alerts(), alert());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(heard)
                            .contains("orders-db: CLEANUP COMPLETED, as asked", "FIRING orders-db: slots 95 %"));
            assertThat(program.heard()).contains(id);
        }
    }

    private static Alert alert() {
        return new Alert(
                HealthSamples.TARGET,
                "ConnectionSlotsCritical",
                AlertState.FIRING,
                Severity.CRITICAL,
                "orders-db: slots 95 %",
                "Slot utilization is above 90 %.",
                Map.of(),
                Instant.parse("2026-01-01T10:00:00Z"),
                null);
    }
}
