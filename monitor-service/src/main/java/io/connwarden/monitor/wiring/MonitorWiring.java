package io.connwarden.monitor.wiring;

import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.client.topics.LookConsumer;
import io.connwarden.monitor.config.MonitorConfiguration;
import io.connwarden.monitor.config.MonitorSettings;
import io.connwarden.monitor.lifecycle.PublisherLifecycle;
import io.connwarden.monitor.lifecycle.TargetMonitors;
import io.connwarden.monitor.metrics.MonitorMetrics;
import io.connwarden.monitor.publishing.KafkaConnectionState;
import io.connwarden.monitor.publishing.Publishers;
import io.connwarden.monitor.reporting.SampleReporter;
import io.connwarden.monitor.sampling.LatestHealth;
import io.connwarden.monitor.sampling.LookedAtTargets;
import io.connwarden.monitor.sampling.TimeSource;
import io.connwarden.sql.target.TargetSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
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

    /** Creates the publishers. Spring's factories provide every {@code spring.kafka.*} setting for its own clients. */
    @Bean
    Publishers publishers(
            MonitorConfiguration configuration,
            ProducerFactory<?, ?> producers,
            KafkaAdmin admin,
            KafkaConnectionState connection,
            MonitorMetrics metrics) {
        PublisherAssembly assembly = new PublisherAssembly(
                configuration, producers.getConfigurationProperties(), admin.getConfigurationProperties());
        return new Publishers(assembly.health(connection, metrics), assembly.sessions(metrics.ofSnapshots()));
    }

    @Bean
    PublisherLifecycle publisherLifecycle(Publishers publishers, MonitorConfiguration configuration) {
        return new PublisherLifecycle(publishers, configuration.monitor().shutdownFlushTimeout());
    }

    @Bean
    TargetMonitors targetMonitors(
            MonitorConfiguration configuration,
            LatestHealth latestHealth,
            MonitorMetrics metrics,
            Publishers publishers,
            LookedAtTargets looks) {
        return new TargetMonitors(configuration, new SampleReporter(latestHealth, metrics, publishers), looks);
    }

    @Bean
    LookedAtTargets lookedAtTargets() {
        return new LookedAtTargets(TimeSource.system());
    }

    /** Reads the requests for fresh samples. Without snapshots a fresh sample shows nothing. */
    @Bean
    @ConditionalOnBooleanProperty(name = MonitorSettings.PREFIX + ".sessions.enabled", matchIfMissing = true)
    LookConsumer lookConsumer(
            MonitorConfiguration configuration, ConsumerFactory<?, ?> consumers, LookedAtTargets looks) {
        return LookConsumer.start(
                KafkaSettings.ofClientProperties(
                        consumers.getConfigurationProperties(),
                        configuration.topicSettings().names(),
                        "urn:connwarden:monitor:" + InstanceName.of(configuration.monitor())),
                event -> looks.look(
                        event.subject(), Duration.ofSeconds(event.data().seconds())));
    }
}
