package io.connwarden.actuator.intake;

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

/** Makes the records of the dead-letter topic: the whole of what could not be read, or as much as the brokers take. */
record DeadLetterRecords(String topic) {
    /** Together far below the 1 MiB that brokers and producers take unless they are told otherwise. */
    private static final int LONGEST_KEY = 16 * 1024;

    private static final int MOST_HEADERS = 64 * 1024;
    private static final int LONGEST_VALUE = 512 * 1024;

    /** Key, value and headers byte for byte, and ours behind them. */
    ProducerRecord<byte[], byte[]> whole(DeadLetter letter) {
        ConsumerRecord<byte[], byte[]> original = letter.record();
        ProducerRecord<byte[], byte[]> kept = new ProducerRecord<>(topic, original.key(), original.value());
        original.headers().forEach(kept.headers()::add);
        return withOurs(kept, letter, Map.of());
    }

    /** For a record so large that ours do not fit behind it: its beginning, and where the whole of it lies. */
    ProducerRecord<byte[], byte[]> cut(DeadLetter letter) {
        ConsumerRecord<byte[], byte[]> original = letter.record();
        ProducerRecord<byte[], byte[]> kept = new ProducerRecord<>(
                topic, beginning(original.key(), LONGEST_KEY), beginning(original.value(), LONGEST_VALUE));
        int headers = size(original.headers());
        if (headers <= MOST_HEADERS) {
            original.headers().forEach(kept.headers()::add);
        }
        String cut = "too large to be kept whole: key of " + length(original.key()) + " bytes, headers of " + headers
                + " bytes, value of " + length(original.value()) + " bytes; the whole is record " + original.offset()
                + " of " + original.topic() + "-" + original.partition() + " while the brokers keep it";
        return withOurs(kept, letter, Map.of(DeadLetterHeaders.CUT, cut));
    }

    private static ProducerRecord<byte[], byte[]> withOurs(
            ProducerRecord<byte[], byte[]> kept, DeadLetter letter, Map<String, String> more) {
        ConsumerRecord<byte[], byte[]> original = letter.record();
        Map<String, String> ours = new TreeMap<>(more);
        ours.put(DeadLetterHeaders.REASON, letter.reason());
        ours.put(DeadLetterHeaders.TOPIC, original.topic());
        ours.put(DeadLetterHeaders.PARTITION, Integer.toString(original.partition()));
        ours.put(DeadLetterHeaders.OFFSET, Long.toString(original.offset()));
        ours.put(
                DeadLetterHeaders.TIMESTAMP,
                Instant.ofEpochMilli(original.timestamp()).toString());
        ours.forEach((name, value) -> kept.headers().add(name, value.getBytes(UTF_8)));
        return kept;
    }

    private static byte @Nullable [] beginning(byte @Nullable [] bytes, int longest) {
        return bytes == null || bytes.length <= longest ? bytes : Arrays.copyOf(bytes, longest);
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
