package io.connwarden.actuator.wiring;

import io.connwarden.actuator.config.ActuatorConfiguration;
import io.connwarden.actuator.consumer.CommandBatchConsumer;
import io.connwarden.actuator.consumer.DeadLetterSender;
import io.connwarden.actuator.health.HealthBatchConsumer;
import io.connwarden.actuator.health.KafkaReach;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.outbox.KafkaRecordSender;
import io.connwarden.actuator.outbox.OutboxRelay;
import io.connwarden.actuator.outbox.RecordSender;
import io.connwarden.contracts.Topics;
import io.connwarden.runtime.CompressionCodecs;
import io.connwarden.runtime.KafkaTopicProvisioner;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.runtime.TopicProvisioner;
import io.connwarden.runtime.Wakeup;
import io.connwarden.sql.store.Outbox;
import io.connwarden.sql.store.RelayLease;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

/** The Kafka consumers, producer and topics. Connection and security settings are {@code spring.kafka.*}. */
@Configuration(proxyBeanMethods = false)
class KafkaWiring {

    @Bean
    DurableKafkaTemplate durableKafkaTemplate(ProducerFactory<?, ?> configured) {
        return DurableKafkaTemplate.create(configured.getConfigurationProperties());
    }

    @Bean
    RecordSender recordSender(DurableKafkaTemplate kafka) {
        return new KafkaRecordSender(kafka);
    }

    @Bean
    DeadLetterSender deadLetters(DurableKafkaTemplate kafka, Topics topics, ActuatorMetrics metrics) {
        return new DeadLetterSender(kafka, topics.deadLetters(), metrics);
    }

    @Bean
    Wakeup outboxWakeup() {
        return new Wakeup();
    }

    @Bean
    OutboxRelay outboxRelay(
            RelayLease lease,
            Outbox outbox,
            RecordSender sender,
            Wakeup outboxWakeup,
            ShutdownSignal shutdown,
            ActuatorMetrics metrics) {
        return new OutboxRelay(lease, outbox, sender, outboxWakeup, shutdown, metrics);
    }

    @Bean
    TopicProvisioner topicProvisioner(ActuatorConfiguration configuration, KafkaAdmin admin) {
        // The actuator provisions its topics after the start and retries until Kafka answers.
        admin.setAutoCreate(false);
        Topics topics = configuration.topicSettings().names();
        return new KafkaTopicProvisioner(
                admin.getConfigurationProperties(),
                configuration.topicSettings(),
                List.of(topics.commands(), topics.results(), topics.alerts(), topics.deadLetters(), topics.health()));
    }

    @Bean
    CompressionCodecs compressionCodecs() {
        return CompressionCodecs.tryAll();
    }

    @Bean
    OpenTransactions openTransactions(Clock clock) {
        return new OpenTransactions(clock);
    }

    @Bean
    OpenTransactionCheck openTransactionCheck(
            KafkaAdmin admin,
            List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers,
            OpenTransactions transactions) {
        return new OpenTransactionCheck(
                admin.getConfigurationProperties(),
                () -> containers.stream()
                        .flatMap(container -> container.getAssignedPartitions().stream())
                        .toList(),
                transactions);
    }

    @Bean
    KafkaProbe kafkaProbe(KafkaAdmin admin, KafkaReach reach, Clock clock) {
        return new KafkaProbe(admin.getConfigurationProperties(), reach, clock);
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> commandContainer(
            ConsumerFactory<?, ?> configured,
            Topics topics,
            CommandBatchConsumer consumer,
            ShutdownSignal shutdown,
            ActuatorMetrics metrics) {
        return new BatchListenerContainers(configured, topics, shutdown, metrics)
                .create("commands", new ContainerProperties(topics.commandTopicPattern()), consumer);
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> healthContainer(
            ConsumerFactory<?, ?> configured,
            Topics topics,
            HealthBatchConsumer consumer,
            ShutdownSignal shutdown,
            ActuatorMetrics metrics) {
        return new BatchListenerContainers(configured, topics, shutdown, metrics)
                .create("health", new ContainerProperties(topics.health()), consumer);
    }
}
