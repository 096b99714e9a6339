package io.connwarden.client.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.client.health.HealthSamples;
import io.connwarden.client.management.ActionReport;
import io.connwarden.client.management.CleanupReport;
import io.connwarden.client.management.CommandNotCompletedException;
import io.connwarden.client.management.CommandTimeoutException;
import io.connwarden.client.management.ManagementClient;
import io.connwarden.client.management.TransportClosedException;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands and results over a real broker. */
class KafkaManagementIT {
    private TestTopics topics;
    private KafkaCommandTransport transport;
    private ManagementClient management;

    @BeforeEach
    void open() {
        topics = new TestTopics();
        topics.create(topics.topics().commands(), topics.topics().results());
        transport = KafkaCommandTransport.open(topics.kafkaSettings(), Duration.ofMillis(1500));
        management = manage(Duration.ofSeconds(60));
    }

    private ManagementClient manage(Duration timeout) {
        return new ManagementClient(transport, HealthSamples.TARGET, "tests", timeout);
    }

    @AfterEach
    void close() {
        management.close();
        topics.close();
    }

    @Test
    void each_command_returns_its_typed_result() {
        try (FakeActuator program = fakeActuator(KafkaManagementIT::obey)) {
            assertThat(management.getConnectionHealth().status()).isEqualTo(HealthStatus.WARNING);
            CleanupReport cleanup = management.cleanupConnections(15, 10);
            assertThat(cleanup.terminatedCount()).isEqualTo(10);
            assertThat(cleanup.remainingZombies()).isZero();
            ActionReport emergency = management.emergencyConnectionReset();
            assertThat(emergency.actionsTaken()).containsExactly("terminated 20 sessions by COMMAND: as requested");
            ActionReport auto = management.autoManageConnections();
            assertThat(auto.actionsTaken()).containsExactly("no action by COMMAND: as requested");
            assertThat(program.receivedIds()).hasSizeGreaterThanOrEqualTo(4);
            assertThat(transport.pendingCount()).isZero();
        }
    }

    private static Result obey(Event<Command> command) {
        assertThat(command.data().requestedBy()).isEqualTo("tests");
        assertThat(command.data().expiresAt()).isAfter(Instant.now());
        CommandParameters parameters = command.data().parameters();
        if (parameters instanceof CommandParameters.Cleanup cleanup) {
            return FakeActuator.completed(command, cleanup.maxTerminations(), null);
        }
        if (parameters instanceof CommandParameters.Health) {
            return FakeActuator.completed(command, 0, HealthSamples.of(HealthStatus.WARNING));
        }
        return FakeActuator.completed(command, parameters instanceof CommandParameters.Emergency ? 20 : 0, null);
    }

    @Test
    void concurrent_commands_each_receive_their_own_result() {
        try (FakeActuator program = fakeActuator(KafkaManagementIT::obey)) {
            List<CompletableFuture<CleanupReport>> reports = IntStream.rangeClosed(1, 50)
                    .mapToObj(max -> management.cleanupConnectionsAsync(1, max))
                    .toList();
            for (int max = 1; max <= 50; max++) {
                assertThat(reports.get(max - 1).join().terminatedCount()).isEqualTo(max);
            }
            assertThat(program.receivedIds()).hasSizeGreaterThanOrEqualTo(50);
        }
    }

    @Test
    void a_command_without_result_is_resent_with_the_same_id() {
        AtomicInteger copies = new AtomicInteger();
        try (FakeActuator program = fakeActuator(
                command -> copies.incrementAndGet() < 3 ? null : FakeActuator.completed(command, 1, null))) {
            assertThat(management.cleanupConnections(15, 10).terminatedCount()).isEqualTo(1);
            assertThat(program.receivedIds()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(program.receivedIds().stream().distinct()).hasSize(1);
        }
    }

    @Test
    void a_rejected_command_is_reported_with_its_rule_and_reason() {
        try (FakeActuator program = fakeActuator(
                command -> FakeActuator.result(command, CommandOutcome.REJECTED, "paused by dba", 0, null))) {
            assertThatThrownBy(() -> management.emergencyConnectionReset())
                    .isInstanceOfSatisfying(
                            CommandNotCompletedException.class,
                            e -> assertThat(e.result().outcome()).isEqualTo(CommandOutcome.REJECTED))
                    .hasMessage("EMERGENCY on target 'orders-db' was REJECTED by G2: paused by dba");
            assertThat(program.receivedIds()).isNotEmpty();
        }
    }

    @Test
    void a_command_without_result_times_out_and_is_no_longer_pending() {
        ManagementClient impatient = manage(Duration.ofMillis(500));
        assertThatThrownBy(impatient::getConnectionHealth)
                .isInstanceOf(CommandTimeoutException.class)
                .hasMessageContaining("HEALTH on target 'orders-db' timed out after 500 ms without a result");
        assertThat(transport.pendingCount()).isZero();
    }

    @Test
    void a_command_without_result_fails_when_its_transport_is_closed() {
        CompletableFuture<Health> pending = management.getConnectionHealthAsync();
        transport.close();
        assertThatThrownBy(pending::join)
                .hasCauseInstanceOf(TransportClosedException.class)
                .hasMessageContaining("HEALTH on target 'orders-db' has no result, because the transport was closed");
    }

    private FakeActuator fakeActuator(Function<Event<Command>, @Nullable Result> answer) {
        return new FakeActuator(topics, answer);
    }
}
