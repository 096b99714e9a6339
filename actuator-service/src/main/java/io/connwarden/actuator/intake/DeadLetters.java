package io.connwarden.actuator.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.connwarden.actuator.metrics.FlowMetrics;
import io.connwarden.contracts.DeadLetterHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Keeps what could not be read: the record's bytes and headers as they came, and in headers of our own why and from
 * where. A record that is read again after a crash is kept twice, never not at all.
 */
public final class DeadLetters {
    private final KafkaOperations<byte[], byte[]> kafka;
    private final String topic;
    private final FlowMetrics metrics;

    /**
     * Letters for one topic.
     *
     * @param kafka must wait for all in-sync replicas
     */
    public DeadLetters(KafkaOperations<byte[], byte[]> kafka, String topic, FlowMetrics metrics) {
        this.kafka = kafka;
        this.topic = topic;
        this.metrics = metrics;
    }

    /**
     * Returns when the brokers have them all.
     *
     * @throws RuntimeException when they do not; then some may be there
     */
    public void keep(Collection<DeadLetter> letters) {
        List<CompletableFuture<?>> kept = new ArrayList<>();
        for (DeadLetter letter : letters) {
            kept.add(kafka.send(record(letter)));
        }
        CompletableFuture.allOf(kept.toArray(CompletableFuture<?>[]::new)).join();
        letters.forEach(letter -> metrics.deadLetter(letter.record().topic()));
    }

    private ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        ConsumerRecord<byte[], byte[]> original = letter.record();
        ProducerRecord<byte[], byte[]> kept = new ProducerRecord<>(topic, original.key(), original.value());
        original.headers().forEach(kept.headers()::add);
        ours(letter).forEach((name, value) -> kept.headers().add(name, value.getBytes(UTF_8)));
        return kept;
    }

    private static Map<String, String> ours(DeadLetter letter) {
        ConsumerRecord<byte[], byte[]> original = letter.record();
        return new TreeMap<>(Map.of(
                DeadLetterHeaders.REASON, letter.reason(),
                DeadLetterHeaders.TOPIC, original.topic(),
                DeadLetterHeaders.PARTITION, Integer.toString(original.partition()),
                DeadLetterHeaders.OFFSET, Long.toString(original.offset()),
                DeadLetterHeaders.TIMESTAMP,
                        Instant.ofEpochMilli(original.timestamp()).toString()));
    }
}
