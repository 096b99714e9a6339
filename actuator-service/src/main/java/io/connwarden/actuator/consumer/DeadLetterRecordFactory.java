package io.connwarden.actuator.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.connwarden.contracts.DeadLetterHeaders;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The builder of the records of the dead-letter topic. A record holds the complete original record, or as much of the
 * original as the broker accepts.
 */
record DeadLetterRecordFactory(String topic) {
    /** The sum is far below 1 MiB, the default record limit of brokers and producers. */
    private static final int MAX_KEY_BYTES = 16 * 1024;

    private static final int MAX_HEADER_BYTES = 64 * 1024;
    private static final int MAX_VALUE_BYTES = 512 * 1024;

    /** Returns a record with the original key, value and headers, byte for byte, and the reason headers appended. */
    ProducerRecord<byte[], byte[]> complete(DeadLetter deadLetter) {
        ConsumerRecord<byte[], byte[]> original = deadLetter.record();
        ProducerRecord<byte[], byte[]> copy = new ProducerRecord<>(topic, original.key(), original.value());
        original.headers().forEach(copy.headers()::add);
        return withReasonHeaders(copy, deadLetter, Map.of());
    }

    /**
     * Returns a truncated record, for an original too large for the reason headers. A header names the topic,
     * partition and offset of the original.
     */
    ProducerRecord<byte[], byte[]> truncated(DeadLetter deadLetter) {
        ConsumerRecord<byte[], byte[]> original = deadLetter.record();
        ProducerRecord<byte[], byte[]> copy = new ProducerRecord<>(
                topic, prefix(original.key(), MAX_KEY_BYTES), prefix(original.value(), MAX_VALUE_BYTES));
        int headers = size(original.headers());
        if (headers <= MAX_HEADER_BYTES) {
            original.headers().forEach(copy.headers()::add);
        }
        String truncation = "truncated: key of " + length(original.key()) + " bytes, headers of " + headers
                + " bytes, value of " + length(original.value()) + " bytes; the complete record is offset "
                + original.offset()
                + " of " + original.topic() + "-" + original.partition() + ", as long as Kafka retains it";
        return withReasonHeaders(copy, deadLetter, Map.of(DeadLetterHeaders.CUT, truncation));
    }

    private static ProducerRecord<byte[], byte[]> withReasonHeaders(
            ProducerRecord<byte[], byte[]> copy, DeadLetter deadLetter, Map<String, String> more) {
        ConsumerRecord<byte[], byte[]> original = deadLetter.record();
        Map<String, String> reasonHeaders = new TreeMap<>(more);
        reasonHeaders.put(DeadLetterHeaders.REASON, deadLetter.reason());
        reasonHeaders.put(DeadLetterHeaders.TOPIC, original.topic());
        reasonHeaders.put(DeadLetterHeaders.PARTITION, Integer.toString(original.partition()));
        reasonHeaders.put(DeadLetterHeaders.OFFSET, Long.toString(original.offset()));
        reasonHeaders.put(
                DeadLetterHeaders.TIMESTAMP,
                Instant.ofEpochMilli(original.timestamp()).toString());
        reasonHeaders.forEach((name, value) -> copy.headers().add(name, value.getBytes(UTF_8)));
        return copy;
    }

    private static byte @Nullable [] prefix(byte @Nullable [] bytes, int maxLength) {
        return bytes == null || bytes.length <= maxLength ? bytes : Arrays.copyOf(bytes, maxLength);
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static int size(Headers headers) {
        int size = 0;
        for (Header header : headers) {
            size += header.key().length() + length(header.value());
        }
        return size;
    }
}
