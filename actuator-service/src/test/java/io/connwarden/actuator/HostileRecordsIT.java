package io.connwarden.actuator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.DeadLetterHeaders;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class HostileRecordsIT {
    private static final int HOSTILE = 10_000;
    private static final int GOOD_EVERY = 250;
    /** What a producer just takes; with the headers of a dead letter it is too large for ours. */
    private static final int LARGEST_SENT = 1_048_576 - 120;

    @Test
    void ten_thousand_hostile_records_end_as_dead_letters_and_good_commands_between_them_are_done() throws Exception {
        long seed = System.nanoTime();
        HostileRecords hostile = new HostileRecords(new Random(seed));
        try (Surroundings around = new Surroundings();
                ConfigurableApplicationContext actuator = around.actuator()) {
            around.ask(new Request.Status());
            List<String> good = new ArrayList<>();
            for (int i = 0; i < HOSTILE; i++) {
                around.send(hostile.next(around.topics.commands()));
                if (i % GOOD_EVERY == 0) {
                    good.add(around.send(new Request.Monitor()));
                }
            }
            around.flush();
            await().atMost(Duration.ofMinutes(5))
                    .untilAsserted(() -> assertThat(around.deadLetters.raw())
                            .as("seed %d", seed)
                            .hasSizeGreaterThanOrEqualTo(HOSTILE));
            assertThat(good)
                    .allSatisfy(id -> assertThat(around.answer(id).outcome()).isEqualTo(Outcome.COMPLETED));
            // A batch that was read again is kept again; each record is there.
            assertThat(around.deadLetters.raw().stream()
                            .map(HostileRecordsIT::origin)
                            .distinct())
                    .as("seed %d", seed)
                    .hasSize(HOSTILE);
            assertThat(around.deadLetters.raw()).allSatisfy(letter -> {
                Header reason = letter.headers().lastHeader(DeadLetterHeaders.REASON);
                assertThat(new String(reason.value(), UTF_8)).isNotBlank();
                assertThat(letter.headers().lastHeader(DeadLetterHeaders.OFFSET))
                        .isNotNull();
            });
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    @Test
    void a_record_too_large_to_be_kept_whole_is_kept_cut_and_holds_nobody_up() {
        try (Surroundings around = new Surroundings();
                ConfigurableApplicationContext actuator = around.actuator()) {
            around.ask(new Request.Status());
            byte[] hostile = new byte[LARGEST_SENT];
            Arrays.fill(hostile, (byte) 'x');
            around.send(new ProducerRecord<>(around.topics.commands(), Surroundings.TARGET.getBytes(UTF_8), hostile));
            assertThat(around.ask(new Request.Monitor()).outcome()).isEqualTo(Outcome.COMPLETED);
            around.deadLetters.awaitCount(1);
            assertThat(around.deadLetters.raw()).singleElement().satisfies(letter -> {
                assertThat(header(letter, DeadLetterHeaders.CUT)).contains(LARGEST_SENT + " bytes");
                assertThat(header(letter, DeadLetterHeaders.REASON)).isNotBlank();
                assertThat(hostile).startsWith(letter.value());
                assertThat(letter.value()).hasSizeGreaterThan(100_000);
            });
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    @Test
    void a_record_that_names_itself_and_cannot_be_read_is_answered_rejected_and_can_be_sent_again_in_order() {
        try (Surroundings around = new Surroundings();
                ConfigurableApplicationContext actuator = around.actuator()) {
            around.ask(new Request.Status());
            EventId id = new EventId(Surroundings.SOURCE, "misspelt");
            Event<?> good = new Event<>(
                    id,
                    Surroundings.now(),
                    Surroundings.command(Surroundings.TARGET, new Request.Cleanup(15, 10), false));
            String text = new String(EventCodec.standard().encode(good).value(), UTF_8);
            around.send(new ProducerRecord<>(
                    around.topics.commands(),
                    text.replace("\"CLEANUP\"", "\"CLEENUP\"").getBytes(UTF_8)));
            assertThat(around.results
                            .awaitOne(result -> "misspelt".equals(result.commandId()))
                            .data())
                    .satisfies(rejected -> {
                        assertThat(rejected.outcome()).isEqualTo(Outcome.REJECTED);
                        assertThat(rejected.decision().reason()).contains("CLEENUP");
                        assertThat(rejected.target()).isEqualTo(Surroundings.TARGET);
                    });
            around.send(around.topics.commands(), good);
            assertThat(around.results
                            .awaitOne(result ->
                                    "misspelt".equals(result.commandId()) && result.outcome() == Outcome.COMPLETED)
                            .id())
                    .as("a result of its own")
                    .isNotEqualTo(around.answerEvent("misspelt").id());
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    /** Where a dead letter comes from: the same however often it is kept. */
    private static String origin(ConsumerRecord<byte[], byte[]> letter) {
        return header(letter, DeadLetterHeaders.TOPIC) + "-" + header(letter, DeadLetterHeaders.PARTITION) + "@"
                + header(letter, DeadLetterHeaders.OFFSET);
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }
}
