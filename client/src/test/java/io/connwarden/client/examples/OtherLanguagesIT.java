package io.connwarden.client.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.health.HealthSamples;
import io.connwarden.client.topics.FakeActuator;
import io.connwarden.client.topics.TestTopics;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.Topics;
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

/** The Python and kcat examples of {@code docs/client/examples}, run unchanged on a real broker. */
class OtherLanguagesIT {
    private static final Topics NAMES = Topics.withDefaultPrefix();

    private static TestTopics topics;

    private final List<Command> commands = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void open() {
        topics = new TestTopics(NAMES).create(NAMES.health(), NAMES.commands(), NAMES.results());
    }

    @AfterAll
    static void close() {
        topics.close();
    }

    private Result obey(Event<Command> command) {
        commands.add(command.data());
        return FakeActuator.completed(command, 3, null);
    }

    @Test
    void kcat_reads_health_sends_a_command_and_awaits_its_own_result() {
        ExampleScript script = ExampleScript.shell("cleanup.sh", "kcat");
        topics.send(NAMES.health(), HealthSamples.of(HealthStatus.WARNING));
        Command expected = new Command("shop-db", new CommandParameters.Cleanup(0.05, 10), "me", "a look", true, null);
        Event<Command> earlier = new Event<>(new EventId("urn:me", "earlier"), Instant.now(), expected);
        topics.send(NAMES.results(), FakeActuator.completed(earlier, 3, null));
        try (FakeActuator program = new FakeActuator(topics, this::obey)) {
            List<String> lines = script.run();
            assertThat(lines).anyMatch(line -> line.contains("io.connwarden.health.v1"));
            String id = program.receivedIds().stream()
                    .map(EventId::id)
                    .filter(each -> each.matches("try-.+-.+"))
                    .findFirst()
                    .orElseThrow();
            assertThat(lines)
                    .filteredOn(line -> line.contains("io.connwarden.result.v1"))
                    .singleElement()
                    .asString()
                    .contains("\"commandId\":\"" + id + "\"");
            assertThat(commands).contains(expected);
        }
    }

    @Test
    void kcat_sends_a_command_in_binary_mode() {
        ExampleScript script = ExampleScript.shell("binary.sh", "kcat");
        try (FakeActuator program = new FakeActuator(topics, this::obey)) {
            script.run();
            awaitHeard(
                    program,
                    "try-2",
                    new Command("shop-db", new CommandParameters.Health(), "me", "a look", false, null));
        }
    }

    private void awaitHeard(FakeActuator program, String id, Command command) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(program.receivedIds()).contains(new EventId("urn:me", id));
            assertThat(commands).contains(command);
        });
    }

    @Test
    void python_sends_a_command_and_awaits_its_own_result() {
        ExampleScript script = ExampleScript.python("cleanup.py", "confluent_kafka");
        try (FakeActuator program = new FakeActuator(topics, this::obey)) {
            assertThat(script.run()).containsExactly("COMPLETED 3 as requested");
            assertThat(program.receivedIds()).isNotEmpty();
            assertThat(commands)
                    .contains(new Command(
                            "shop-db",
                            new CommandParameters.Cleanup(15, 10),
                            "ops-bot",
                            "deploy finished",
                            true,
                            null));
        }
    }

    @Test
    void python_reads_health() {
        ExampleScript script = ExampleScript.python("health.py", "confluent_kafka");
        topics.send(NAMES.health(), HealthSamples.of(HealthStatus.CRITICAL));
        assertThat(script.run()).anyMatch(line -> line.startsWith("orders-db CRITICAL 46.39"));
    }
}
