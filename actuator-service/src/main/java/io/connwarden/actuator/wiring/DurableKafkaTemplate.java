package io.connwarden.actuator.wiring;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.ProducerListener;

/** Sends bytes and believes only what all in-sync replicas have. These two are not for configuration to change. */
class DurableKafkaTemplate extends KafkaTemplate<byte[], byte[]> implements DisposableBean {
    private final DefaultKafkaProducerFactory<byte[], byte[]> producers;

    private DurableKafkaTemplate(DefaultKafkaProducerFactory<byte[], byte[]> producers) {
        super(producers);
        this.producers = producers;
        // Whoever sends tells of failures; the framework's own listener would print payloads.
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
