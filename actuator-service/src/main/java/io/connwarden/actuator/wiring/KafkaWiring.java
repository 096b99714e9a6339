package io.connwarden.actuator.wiring;

import io.connwarden.actuator.config.ActuatorConfiguration;
import io.connwarden.actuator.health.HealthIntake;
import io.connwarden.actuator.intake.CommandIntake;
import io.connwarden.actuator.intake.DeadLetters;
import io.connwarden.actuator.metrics.FlowMetrics;
import io.connwarden.actuator.outbox.Brokers;
import io.connwarden.actuator.outbox.KafkaBrokers;
import io.connwarden.actuator.outbox.Relay;
import io.connwarden.actuator.pace.Bell;
import io.connwarden.actuator.pace.Rest;
import io.connwarden.contracts.Topics;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

/** Kafka: what is read, what is sent, and the topics. Connection and security settings are {@code spring.kafka.*}. */
@Configuration(proxyBeanMethods = false)
class KafkaWiring {

    @Bean
    BytesKafka bytesKafka(ProducerFactory<?, ?> configured) {
        return BytesKafka.with(configured.getConfigurationProperties());
    }

    @Bean
    Brokers brokers(BytesKafka kafka) {
        return new KafkaBrokers(kafka);
    }

    @Bean
    DeadLetters deadLetters(BytesKafka kafka, Topics topics, FlowMetrics metrics) {
        return new DeadLetters(kafka, topics.deadLetters(), metrics);
    }

    @Bean
    Bell relayBell() {
        return new Bell();
    }

    @Bean
    Relay relay(DataSource store, Brokers brokers, Bell relayBell, Rest rest, FlowMetrics metrics) {
        return new Relay(store, brokers, relayBell, rest, metrics);
    }

    @Bean
    TopicsOpening topicsOpening(ActuatorConfiguration configuration, KafkaAdmin admin, Rest rest) {
        // We create topics ourselves, after the start, for as long as it takes.
        admin.setAutoCreate(false);
        return new TopicsOpening(configuration.topics(), admin, rest);
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> commandContainer(
            ConsumerFactory<?, ?> configured, Topics topics, CommandIntake intake, Rest rest, FlowMetrics metrics) {
        return new BatchListening(configured, rest, metrics)
                .container("commands", new ContainerProperties(topics.everyCommandTopic()), intake);
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> healthContainer(
            ConsumerFactory<?, ?> configured, Topics topics, HealthIntake intake, Rest rest, FlowMetrics metrics) {
        return new BatchListening(configured, rest, metrics)
                .container("health", new ContainerProperties(topics.health()), intake);
    }
}
