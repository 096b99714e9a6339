package io.connwarden.actuator.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.contracts.DeadLetterHeaders;
import io.connwarden.contracts.message.Command;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.kafka.core.KafkaOperations;

class BatchStorageTest {
    private static final String VALID = "{\"specversion\":\"1.0\",\"id\":\"ID\",\"source\":\"/test\","
            + "\"type\":\"io.connwarden.command.v1\",\"time\":\"2026-03-01T03:00:00Z\","
            + "\"data\":{\"action\":\"MONITOR\",\"target\":\"db\",\"requestedBy\":\"ann\",\"reason\":\"a test\"}}";

    private final List<String> deadLetters = new ArrayList<>();
    private final List<String> stored = new ArrayList<>();
    private final Set<String> refusedByKafka = new HashSet<>();
    /** The exception of the transaction for a value; null if the value can be stored. */
    private Function<String, RuntimeException> failure = value -> null;

    private final BatchStorage storage = new BatchStorage(
            new DeadLetterSender(kafka(), "dlt", new ActuatorMetrics(new SimpleMeterRegistry())), this::store);

    @Test
    void an_outage_of_the_log_store_sends_no_dead_letter_before_the_batch_is_stored() {
        List<DecodedRecord> batch = List.of(record(0, "garbage"), record(1, "valid"));
        failure = value -> new QueryTimeoutException("the log store is away");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> storage.store(batch)).isInstanceOf(QueryTimeoutException.class);
        }
        assertThat(deadLetters).isEmpty();
        failure = value -> null;
        storage.store(batch);
        assertThat(deadLetters).containsExactly("garbage");
    }

    @Test
    void a_record_that_the_log_store_refuses_becomes_one_dead_letter_and_the_others_are_stored() {
        failure = value -> value.equals("refused")
                ? new DataIntegrityViolationException("insert", new SQLException("invalid timestamp", "22008"))
                : null;
        storage.store(List.of(record(0, "first"), record(1, "refused"), record(2, "last")));
        assertThat(deadLetters).containsExactly("refused");
        assertThat(stored).containsExactly("first", "last");
    }

    @Test
    void an_internal_error_is_no_outage() {
        failure = value -> value.equals("poison") ? new IllegalArgumentException("reason is too long") : null;
        storage.store(List.of(record(0, "first"), record(1, "poison"), record(2, "last")));
        assertThat(deadLetters).containsExactly("poison");
        assertThat(stored).containsExactly("first", "last");
    }

    @Test
    void an_error_of_one_record_does_not_stop_the_consumer() {
        failure = value -> {
            if (value.equals("poison")) {
                throw new StackOverflowError("a planted error");
            }
            return null;
        };
        storage.store(List.of(record(0, "first"), record(1, "poison"), record(2, "last")));
        assertThat(deadLetters).containsExactly("poison");
        assertThat(stored).containsExactly("first", "last");
    }

    @Test
    void an_unreadable_record_with_a_rejection_that_cannot_be_stored_becomes_one_dead_letter() {
        failure = value -> value.startsWith("garbage")
                ? new DataIntegrityViolationException("insert", new SQLException("invalid text", "22021"))
                : null;
        storage.store(List.of(record(0, "garbage"), record(1, "last")));
        assertThat(deadLetters).containsExactly("garbage");
        assertThat(stored).containsExactly("last");
    }

    @Test
    void an_internal_error_that_passes_makes_no_dead_letter() {
        int[] failures = {2};
        failure = value -> failures[0]-- > 0 ? new IllegalStateException("another process was faster") : null;
        storage.store(List.of(record(0, "first")));
        assertThat(deadLetters).isEmpty();
        assertThat(stored).containsExactly("first");
    }

    @Test
    void an_outage_in_the_middle_of_single_records_stores_each_record_once() {
        List<DecodedRecord> batch = List.of(record(0, "first"), record(1, "poison"), record(2, "last"));
        failure = value -> value.equals("poison")
                ? new IllegalArgumentException("reason is too long")
                : value.equals("last") ? new QueryTimeoutException("the log store is away") : null;
        assertThatThrownBy(() -> storage.store(batch)).isInstanceOf(QueryTimeoutException.class);
        failure = value -> value.equals("poison") ? new IllegalArgumentException("reason is too long") : null;
        storage.store(batch);
        assertThat(stored).containsExactly("first", "last");
        assertThat(deadLetters).containsExactly("poison");
    }

    @Test
    void an_outage_of_the_dead_letter_topic_repeats_neither_stored_records_nor_acknowledged_dead_letters() {
        List<DecodedRecord> batch = List.of(record(0, "garbage 1"), record(1, "valid"), record(2, "garbage 2"));
        refusedByKafka.add("garbage 2");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> storage.store(batch)).hasMessageContaining("no such topic");
        }
        refusedByKafka.clear();
        storage.store(batch);
        assertThat(deadLetters).containsExactly("garbage 1", "garbage 2");
        assertThat(stored).containsExactly("valid");
    }

    @Test
    void another_record_at_the_same_offset_is_not_taken_for_a_stored_one() {
        refusedByKafka.add("garbage");
        List<DecodedRecord> before = List.of(record(0, "valid"), record(1, "garbage"));
        assertThatThrownBy(() -> storage.store(before)).hasMessageContaining("no such topic");
        storage.store(List.of(record(0, "another")));
        assertThat(stored).containsExactly("valid", "another");
    }

    private void store(List<DecodedRecord> records) {
        List<String> values =
                records.stream().map(each -> value(each.raw().value())).toList();
        for (String value : values) {
            RuntimeException thrown = failure.apply(value);
            if (thrown != null) {
                throw thrown;
            }
        }
        values.stream().filter(value -> !value.startsWith("garbage")).forEach(stored::add);
    }

    /** Returns a record with a valid command of this id, or with an unreadable value. */
    private static DecodedRecord record(long offset, String name) {
        String value = name.startsWith("garbage") ? name : VALID.replace("ID", name);
        return DecodedRecord.of(
                new ConsumerRecord<>("commands", 0, offset, "db".getBytes(UTF_8), value.getBytes(UTF_8)),
                Command.class);
    }

    private static String value(byte[] value) {
        String text = new String(value, UTF_8);
        return text.startsWith("{") ? text.replaceAll(".*\"id\":\"([^\"]*)\".*", "$1") : text;
    }

    /** Returns a Kafka that acknowledges each record at once, unless it is refused. */
    @SuppressWarnings("unchecked")
    private KafkaOperations<byte[], byte[]> kafka() {
        return (KafkaOperations<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KafkaOperations.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("send")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    ProducerRecord<byte[], byte[]> sent = (ProducerRecord<byte[], byte[]>) arguments[0];
                    String name = value(sent.value());
                    if (refusedByKafka.contains(name)) {
                        return CompletableFuture.failedFuture(new IllegalStateException("no such topic"));
                    }
                    assertThat(sent.headers().lastHeader(DeadLetterHeaders.REASON))
                            .isNotNull();
                    deadLetters.add(name);
                    return CompletableFuture.completedFuture(null);
                });
    }
}
