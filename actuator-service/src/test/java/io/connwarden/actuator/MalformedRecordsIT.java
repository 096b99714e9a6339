package io.connwarden.actuator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.DeadLetterHeaders;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;

class MalformedRecordsIT {
    private static final int MALFORMED_COUNT = 10_000;
    private static final int VALID_COMMAND_EVERY = 250;
    /** The maximum that the producer sends. With the headers of a dead letter it exceeds the limit. */
    private static final int MAX_VALUE_BYTES = 1_048_576 - 120;

    static LongStream seeds() {
        return Seeds.corpus(20260115L);
    }

    @Tag(Seeds.TAG)
    @ParameterizedTest
    @MethodSource("seeds")
    void ten_thousand_malformed_records_become_dead_letters_and_valid_commands_between_them_are_executed(long seed)
            throws Exception {
        MalformedRecords malformed = new MalformedRecords(new Random(seed));
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment();
                ConfigurableApplicationContext actuator = environment.startActuator()) {
            environment.execute(new CommandParameters.Status());
            List<String> good = new ArrayList<>();
            for (int i = 0; i < MALFORMED_COUNT; i++) {
                environment.send(malformed.nextRecord(environment.topics.commands()));
                if (i % VALID_COMMAND_EVERY == 0) {
                    good.add(environment.send(new CommandParameters.Monitor()));
                }
            }
            environment.flush();
            await().atMost(Duration.ofMinutes(5))
                    .untilAsserted(() -> assertThat(environment.deadLetters.raw())
                            .as("seed %d", seed)
                            .hasSizeGreaterThanOrEqualTo(MALFORMED_COUNT));
            assertThat(good)
                    .allSatisfy(id ->
                            assertThat(environment.awaitResult(id).outcome()).isEqualTo(CommandOutcome.COMPLETED));
            // A batch that was read again produces its dead letters again.
            assertThat(environment.deadLetters.raw().stream()
                            .map(MalformedRecordsIT::origin)
                            .distinct())
                    .as("seed %d", seed)
                    .hasSize(MALFORMED_COUNT);
            assertThat(environment.deadLetters.raw()).allSatisfy(deadLetter -> {
                Header reason = deadLetter.headers().lastHeader(DeadLetterHeaders.REASON);
                assertThat(new String(reason.value(), UTF_8)).isNotBlank();
                assertThat(deadLetter.headers().lastHeader(DeadLetterHeaders.OFFSET))
                        .isNotNull();
            });
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    @Test
    void a_record_too_large_for_a_dead_letter_is_truncated_and_the_next_command_is_executed() {
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment();
                ConfigurableApplicationContext actuator = environment.startActuator()) {
            environment.execute(new CommandParameters.Status());
            byte[] malformed = new byte[MAX_VALUE_BYTES];
            Arrays.fill(malformed, (byte) 'x');
            environment.send(new ProducerRecord<>(
                    environment.topics.commands(), ActuatorTestEnvironment.TARGET.getBytes(UTF_8), malformed));
            assertThat(environment.execute(new CommandParameters.Monitor()).outcome())
                    .isEqualTo(CommandOutcome.COMPLETED);
            environment.deadLetters.awaitCount(1);
            assertThat(environment.deadLetters.raw()).singleElement().satisfies(deadLetter -> {
                assertThat(header(deadLetter, DeadLetterHeaders.CUT)).contains(MAX_VALUE_BYTES + " bytes");
                assertThat(header(deadLetter, DeadLetterHeaders.REASON)).isNotBlank();
                assertThat(malformed).startsWith(deadLetter.value());
                assertThat(deadLetter.value()).hasSizeGreaterThan(100_000);
            });
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    @Test
    void an_unreadable_record_with_an_id_is_rejected_and_the_id_can_be_sent_again() {
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment();
                ConfigurableApplicationContext actuator = environment.startActuator()) {
            environment.execute(new CommandParameters.Status());
            EventId id = new EventId(ActuatorTestEnvironment.SOURCE, "misspelt");
            Event<?> good = new Event<>(
                    id,
                    ActuatorTestEnvironment.now(),
                    ActuatorTestEnvironment.command(
                            ActuatorTestEnvironment.TARGET, new CommandParameters.Cleanup(15, 10), false));
            String text = new String(EventCodec.instance().encode(good).value(), UTF_8);
            environment.send(new ProducerRecord<>(
                    environment.topics.commands(),
                    text.replace("\"CLEANUP\"", "\"CLEENUP\"").getBytes(UTF_8)));
            assertThat(environment
                            .results
                            .awaitOne(result -> "misspelt".equals(result.commandId()))
                            .data())
                    .satisfies(rejected -> {
                        assertThat(rejected.outcome()).isEqualTo(CommandOutcome.REJECTED);
                        assertThat(rejected.decision().reason()).contains("CLEENUP");
                        assertThat(rejected.target()).isEqualTo(ActuatorTestEnvironment.TARGET);
                    });
            environment.send(environment.topics.commands(), good);
            assertThat(environment
                            .results
                            .awaitOne(result -> "misspelt".equals(result.commandId())
                                    && result.outcome() == CommandOutcome.COMPLETED)
                            .id())
                    .as("the id of the second result")
                    .isNotEqualTo(environment.awaitResultEvent("misspelt").id());
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    @Test
    void commands_with_headers_as_Spring_and_others_write_them_are_answered_under_their_true_ids() {
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment();
                ConfigurableApplicationContext actuator = environment.startActuator()) {
            environment.execute(new CommandParameters.Status());
            environment.send(foreign(environment, "plain", "ce_", "content-type", UnaryOperator.identity()));
            environment.send(foreign(environment, "quoted", "ce_", "content-type", MalformedRecordsIT::quote));
            environment.send(foreign(environment, "spring", "ce-", "contentType", MalformedRecordsIT::quote));
            environment.send(foreign(environment, "type", "ce_", "ce_datacontenttype", UnaryOperator.identity()));
            environment.send(foreign(environment, "bridge", "cloudEvents:", "content-type", UnaryOperator.identity()));
            environment.send(foreign(environment, "capitals", "CE_", "Content-Type", UnaryOperator.identity()));
            for (String id : List.of("plain", "quoted", "spring", "type", "bridge", "capitals")) {
                assertThat(environment.awaitResult(id).outcome()).as(id).isEqualTo(CommandOutcome.COMPLETED);
            }
            assertThat(environment.results.events())
                    .extracting(event -> event.data().commandId())
                    .noneMatch(id -> id != null && id.contains("\""));
            assertThat(environment.deadLetters.raw()).isEmpty();
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    /** Returns a command in binary mode, with the names and the form of the headers of another producer. */
    private static ProducerRecord<byte[], byte[]> foreign(
            ActuatorTestEnvironment environment,
            String id,
            String prefix,
            String mediaType,
            UnaryOperator<String> form) {
        String data = "{\"action\":\"HEALTH\",\"target\":\"" + ActuatorTestEnvironment.TARGET
                + "\",\"requestedBy\":\"spring\",\"reason\":\"a look\"}";
        ProducerRecord<byte[], byte[]> command = new ProducerRecord<>(
                environment.topics.commands(), ActuatorTestEnvironment.TARGET.getBytes(UTF_8), data.getBytes(UTF_8));
        add(command, prefix + "specversion", form.apply("1.0"));
        add(command, prefix + "id", form.apply(id));
        add(command, prefix + "source", form.apply(ActuatorTestEnvironment.SOURCE));
        add(command, prefix + "type", form.apply("io.connwarden.command.v1"));
        add(command, prefix + "time", form.apply(ActuatorTestEnvironment.now().toString()));
        add(command, mediaType, form.apply("application/json"));
        return command;
    }

    private static void add(ProducerRecord<byte[], byte[]> command, String header, String value) {
        command.headers().add(header, value.getBytes(UTF_8));
    }

    private static String quote(String text) {
        return '"' + text + '"';
    }

    /** Returns the origin of a dead letter, which is the same for every copy. */
    private static String origin(ConsumerRecord<byte[], byte[]> deadLetter) {
        return header(deadLetter, DeadLetterHeaders.TOPIC) + "-" + header(deadLetter, DeadLetterHeaders.PARTITION) + "@"
                + header(deadLetter, DeadLetterHeaders.OFFSET);
    }

    private static String header(ConsumerRecord<byte[], byte[]> deadLetter, String name) {
        return new String(deadLetter.headers().lastHeader(name).value(), UTF_8);
    }
}
