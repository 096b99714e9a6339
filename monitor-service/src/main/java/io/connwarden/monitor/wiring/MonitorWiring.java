package io.connwarden.monitor.wiring;

import io.connwarden.monitor.config.MonitorConfiguration;
import io.connwarden.monitor.publishing.HealthEvents;
import io.connwarden.monitor.publishing.HealthPublisher;
import io.connwarden.monitor.publishing.HealthTopic;
import io.connwarden.monitor.publishing.KafkaEventSender;
import io.connwarden.monitor.publishing.KafkaLink;
import io.connwarden.sql.target.TargetSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/** The monitor in one place: watches report to {@link SeenAndTold}, which hands on to the publisher. */
@Configuration(proxyBeanMethods = false)
class MonitorWiring {

    @Bean
    LastSeen lastSeen() {
        return new LastSeen();
    }

    @Bean
    KafkaLink kafkaLink() {
        return new KafkaLink(InstantSource.system());
    }

    @Bean
    MonitorMetrics monitorMetrics(MeterRegistry registry, LastSeen lastSeen, MonitorConfiguration configuration) {
        return new MonitorMetrics(
                registry,
                lastSeen,
                configuration.targets().stream().map(TargetSettings::id).toList());
    }

    /** Spring's factories carry every {@code spring.kafka.*} setting; the clients themselves are ours. */
    @Bean
    HealthPublisher healthPublisher(
            MonitorConfiguration configuration,
            ProducerFactory<?, ?> producers,
            KafkaAdmin admin,
            KafkaLink link,
            MonitorMetrics metrics) {
        HealthTopic topic = new HealthTopic(admin.getConfigurationProperties(), configuration.topics());
        return new HealthPublisher(
                new HealthEvents(InstanceName.of(configuration.monitor())),
                topic,
                new KafkaEventSender(producers.getConfigurationProperties(), topic.name()),
                link,
                metrics);
    }

    @Bean
    PublisherLifecycle publisherLifecycle(HealthPublisher publisher, MonitorConfiguration configuration) {
        return new PublisherLifecycle(publisher, configuration.monitor().shutdownFlush());
    }

    @Bean
    Watches watches(
            MonitorConfiguration configuration, LastSeen lastSeen, MonitorMetrics metrics, HealthPublisher publisher) {
        return new Watches(configuration, new SeenAndTold(lastSeen, metrics, publisher));
    }
}
