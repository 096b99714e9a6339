package io.connwarden.client.topics;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.Topics;
import io.connwarden.contracts.codec.EncodedEvent;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Message;
import io.connwarden.testing.SharedInfrastructure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of one test on the shared broker, with a producer. */
public final class TestTopics implements AutoCloseable {
    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers()), new ByteArraySerializer(), new ByteArraySerializer());

    /** Creates topic names with a random prefix. */
    public TestTopics() {
        this(new Topics("t" + UUID.randomUUID().toString().substring(0, 8) + "."));
    }

    /** Uses topic names that other tests may share. Existing records are kept. */
    public TestTopics(Topics topics) {
        this.topics = topics;
    }

    public static String bootstrapServers() {
        return SharedInfrastructure.kafka().bootstrapServers();
    }

    public Topics topics() {
        return topics;
    }

    public KafkaSettings kafkaSettings() {
        return KafkaSettings.of(bootstrapServers(), "/tests").withTopics(topics);
    }

    /** Creates the topics with two partitions each. An existing topic is kept. */
    public TestTopics create(String... names) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            for (String name : names) {
                createTopic(admin, name);
            }
            return this;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void createTopic(Admin admin, String name) throws InterruptedException, ExecutionException {
        try {
            admin.createTopics(List.of(new NewTopic(name, 2, (short) 1))).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    public void send(String topic, Message message) {
        EncodedEvent encoded = EventCodec.instance()
                .encode(new Event<>(new EventId("/tests", UUID.randomUUID().toString()), Instant.now(), message));
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(topic, encoded.key(), encoded.value());
        encoded.headers().forEach(sent.headers()::add);
        send(sent);
    }

    /** Sends a record with a timestamp. */
    public void sendBytes(String topic, byte[] value, Instant timestamp) {
        send(new ProducerRecord<>(topic, 0, timestamp.toEpochMilli(), null, value));
    }

    public void sendToPartition(String topic, int partition, byte[] value) {
        send(new ProducerRecord<>(topic, partition, null, value));
    }

    public void sendBytes(String topic, byte[] value) {
        send(new ProducerRecord<>(topic, null, value));
    }

    private void send(ProducerRecord<byte[], byte[]> sent) {
        try {
            producer.send(sent).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
