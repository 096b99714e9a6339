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
 * Builds the records of the dead-letter topic: the complete original record, or as much of it as the broker accepts.
 */
record DeadLetterRecords(String topic) {
    /** The sum is far below 1 MiB, the default record limit of brokers and producers. */
    private static final int MAX_KEY_BYTES = 16 * 1024;

    private static final int MAX_HEADER_BYTES = 64 * 1024;
    private static final int MAX_VALUE_BYTES = 512 * 1024;

    /** Returns a record with the original key, value and headers, byte for byte, and the reason headers appended. */
    ProducerRecord<byte[], byte[]> whole(DeadLetter deadLetter) {
        ConsumerRecord<byte[], byte[]> original = deadLetter.record();
        ProducerRecord<byte[], byte[]> kept = new ProducerRecord<>(topic, original.key(), original.value());
        original.headers().forEach(kept.headers()::add);
        return withReasonHeaders(kept, deadLetter, Map.of());
    }

    /**
     * Returns a truncated record, for an original too large for the reason headers. A header names the topic,
     * partition and offset of the original.
     */
    ProducerRecord<byte[], byte[]> truncated(DeadLetter deadLetter) {
        ConsumerRecord<byte[], byte[]> original = deadLetter.record();
        ProducerRecord<byte[], byte[]> kept = new ProducerRecord<>(
                topic, prefix(original.key(), MAX_KEY_BYTES), prefix(original.value(), MAX_VALUE_BYTES));
        int headers = size(original.headers());
        if (headers <= MAX_HEADER_BYTES) {
            original.headers().forEach(kept.headers()::add);
        }
        String cut = "truncated: key of " + length(original.key()) + " bytes, headers of " + headers
                + " bytes, value of " + length(original.value()) + " bytes; the complete record is offset "
                + original.offset()
                + " of " + original.topic() + "-" + original.partition() + ", as long as Kafka retains it";
        return withReasonHeaders(kept, deadLetter, Map.of(DeadLetterHeaders.CUT, cut));
    }

    private static ProducerRecord<byte[], byte[]> withReasonHeaders(
            ProducerRecord<byte[], byte[]> kept, DeadLetter deadLetter, Map<String, String> more) {
        ConsumerRecord<byte[], byte[]> original = deadLetter.record();
        Map<String, String> ours = new TreeMap<>(more);
        ours.put(DeadLetterHeaders.REASON, deadLetter.reason());
        ours.put(DeadLetterHeaders.TOPIC, original.topic());
        ours.put(DeadLetterHeaders.PARTITION, Integer.toString(original.partition()));
        ours.put(DeadLetterHeaders.OFFSET, Long.toString(original.offset()));
        ours.put(
                DeadLetterHeaders.TIMESTAMP,
                Instant.ofEpochMilli(original.timestamp()).toString());
        ours.forEach((name, value) -> kept.headers().add(name, value.getBytes(UTF_8)));
        return kept;
    }

    private static byte @Nullable [] prefix(byte @Nullable [] bytes, int maxWait) {
        return bytes == null || bytes.length <= maxWait ? bytes : Arrays.copyOf(bytes, maxWait);
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
