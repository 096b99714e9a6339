package io.connwarden.actuator.wiring;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.ProducerListener;

/** A Kafka template that sends bytes and waits for all in-sync replicas. The configuration cannot change this. */
class DurableKafkaTemplate extends KafkaTemplate<byte[], byte[]> implements DisposableBean {
    private final DefaultKafkaProducerFactory<byte[], byte[]> producers;

    private DurableKafkaTemplate(DefaultKafkaProducerFactory<byte[], byte[]> producers) {
        super(producers);
        this.producers = producers;
        // The callers log failures. The framework's listener would log payloads.
        setProducerListener(new ProducerListener<>() {});
    }

    static DurableKafkaTemplate create(Map<String, Object> configured) {
        Map<String, Object> properties = new HashMap<>(configured);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new DurableKafkaTemplate(
                new DefaultKafkaProducerFactory<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    @Override
    public void destroy() {
        super.destroy();
        producers.destroy();
    }
}
