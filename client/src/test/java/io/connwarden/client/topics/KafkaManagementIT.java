package io.connwarden.client.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.client.management.CleanupReport;
import io.connwarden.client.management.ConnectionManagement;
import io.connwarden.client.management.ManagementReport;
import io.connwarden.client.management.NoAnswerException;
import io.connwarden.client.management.NotDoneException;
import io.connwarden.client.pressure.HealthSamples;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.Request;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.Status;
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

/** Questions and answers over a real broker. */
class KafkaManagementIT {
    private TestTopics topics;
    private KafkaTransport transport;
    private ConnectionManagement management;

    @BeforeEach
    void open() {
        topics = new TestTopics();
        topics.with(topics.names().commands(), topics.names().results());
        transport = KafkaTransport.open(topics.access(), Duration.ofMillis(1500));
        management = manage(Duration.ofSeconds(60));
    }

    private ConnectionManagement manage(Duration timeout) {
        return new ConnectionManagement(transport, HealthSamples.TARGET, "tests", timeout);
    }

    @AfterEach
    void close() {
        management.close();
        topics.close();
    }

    @Test
    void each_question_has_its_typed_answer() {
        try (AnsweringProgram program = answering(KafkaManagementIT::obey)) {
            assertThat(management.getConnectionHealth().status()).isEqualTo(Status.WARNING);
            CleanupReport cleanup = management.cleanupConnections(15, 10);
            assertThat(cleanup.terminatedCount()).isEqualTo(10);
            assertThat(cleanup.remainingZombies()).isZero();
            ManagementReport emergency = management.emergencyConnectionReset();
            assertThat(emergency.actionsTaken()).containsExactly("terminated 20 sessions by COMMAND: as asked");
            ManagementReport auto = management.autoManageConnections();
            assertThat(auto.actionsTaken()).containsExactly("no action by COMMAND: as asked");
            assertThat(program.heard()).hasSizeGreaterThanOrEqualTo(4);
            assertThat(transport.waiting()).isZero();
        }
    }

    private static Result obey(Event<Command> command) {
        assertThat(command.data().requestedBy()).isEqualTo("tests");
        assertThat(command.data().expiresAt()).isAfter(Instant.now());
        Request request = command.data().request();
        if (request instanceof Request.Cleanup cleanup) {
            return AnsweringProgram.completed(command, cleanup.maxTerminations(), null);
        }
        if (request instanceof Request.HealthCheck) {
            return AnsweringProgram.completed(command, 0, HealthSamples.of(Status.WARNING));
        }
        return AnsweringProgram.completed(command, request instanceof Request.Emergency ? 20 : 0, null);
    }

    @Test
    void many_questions_at_once_each_get_their_own_answer() {
        try (AnsweringProgram program = answering(KafkaManagementIT::obey)) {
            List<CompletableFuture<CleanupReport>> asked = IntStream.rangeClosed(1, 50)
                    .mapToObj(max -> management.cleanupConnectionsAsync(1, max))
                    .toList();
            for (int max = 1; max <= 50; max++) {
                assertThat(asked.get(max - 1).join().terminatedCount()).isEqualTo(max);
            }
            assertThat(program.heard()).hasSizeGreaterThanOrEqualTo(50);
        }
    }

    @Test
    void a_command_that_is_not_answered_is_sent_again_under_the_same_id() {
        AtomicInteger copies = new AtomicInteger();
        try (AnsweringProgram program = answering(
                command -> copies.incrementAndGet() < 3 ? null : AnsweringProgram.completed(command, 1, null))) {
            assertThat(management.cleanupConnections(15, 10).terminatedCount()).isEqualTo(1);
            assertThat(program.heard()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(program.heard().stream().distinct()).hasSize(1);
        }
    }

    @Test
    void a_refusal_is_told_with_its_rule_and_reason() {
        try (AnsweringProgram program =
                answering(command -> AnsweringProgram.result(command, Outcome.REJECTED, "paused by dba", 0, null))) {
            assertThatThrownBy(() -> management.emergencyConnectionReset())
                    .isInstanceOfSatisfying(
                            NotDoneException.class,
                            e -> assertThat(e.result().outcome()).isEqualTo(Outcome.REJECTED))
                    .hasMessage("EMERGENCY on target 'orders-db' was REJECTED by G2: paused by dba");
            assertThat(program.heard()).isNotEmpty();
        }
    }

    @Test
    void without_an_answer_the_asker_is_told_and_nothing_stays_waiting() {
        ConnectionManagement impatient = manage(Duration.ofMillis(500));
        assertThatThrownBy(impatient::getConnectionHealth)
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("No answer to HEALTH on target 'orders-db' within 500 ms");
        assertThat(transport.waiting()).isZero();
    }

    private AnsweringProgram answering(Function<Event<Command>, @Nullable Result> answer) {
        return new AnsweringProgram(topics, answer);
    }
}
