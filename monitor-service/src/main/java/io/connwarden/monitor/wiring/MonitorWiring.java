package io.connwarden.monitor.wiring;

import io.connwarden.monitor.config.MonitorConfiguration;
import io.connwarden.monitor.lifecycle.PublisherLifecycle;
import io.connwarden.monitor.lifecycle.TargetMonitors;
import io.connwarden.monitor.metrics.MonitorMetrics;
import io.connwarden.monitor.publishing.HealthEventFactory;
import io.connwarden.monitor.publishing.HealthPublisher;
import io.connwarden.monitor.publishing.KafkaConnectionState;
import io.connwarden.monitor.publishing.KafkaEventSender;
import io.connwarden.monitor.reporting.SampleReporter;
import io.connwarden.monitor.sampling.LatestHealth;
import io.connwarden.runtime.KafkaTopicProvisioner;
import io.connwarden.sql.target.TargetSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/**
 * The composition of the monitor: target monitors report to {@link SampleReporter}, which passes samples to the
 * publisher.
 */
@Configuration(proxyBeanMethods = false)
class MonitorWiring {

    @Bean
    LatestHealth latestHealth() {
        return new LatestHealth();
    }

    @Bean
    KafkaConnectionState kafkaConnectionState() {
        return new KafkaConnectionState(InstantSource.system());
    }

    @Bean
    MonitorMetrics monitorMetrics(
            MeterRegistry registry, LatestHealth latestHealth, MonitorConfiguration configuration) {
        return new MonitorMetrics(
                registry,
                latestHealth,
                configuration.targets().stream().map(TargetSettings::id).toList());
    }

    /** Creates the publisher. Spring's factories provide every {@code spring.kafka.*} setting for its own clients. */
    @Bean
    HealthPublisher healthPublisher(
            MonitorConfiguration configuration,
            ProducerFactory<?, ?> producers,
            KafkaAdmin admin,
            KafkaConnectionState connection,
            MonitorMetrics metrics) {
        String topic = configuration.topicSettings().names().health();
        return new HealthPublisher(
                new HealthEventFactory(InstanceName.of(configuration.monitor())),
                new KafkaTopicProvisioner(
                        admin.getConfigurationProperties(), configuration.topicSettings(), List.of(topic)),
                new KafkaEventSender(producers.getConfigurationProperties(), topic),
                connection,
                metrics);
    }

    @Bean
    PublisherLifecycle publisherLifecycle(HealthPublisher publisher, MonitorConfiguration configuration) {
        return new PublisherLifecycle(publisher, configuration.monitor().shutdownFlushTimeout());
    }

    @Bean
    TargetMonitors targetMonitors(
            MonitorConfiguration configuration,
            LatestHealth latestHealth,
            MonitorMetrics metrics,
            HealthPublisher publisher) {
        return new TargetMonitors(configuration, new SampleReporter(latestHealth, metrics, publisher));
    }
}
