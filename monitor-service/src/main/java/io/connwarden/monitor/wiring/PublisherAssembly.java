package io.connwarden.monitor.wiring;

import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.monitor.config.MonitorConfiguration;
import io.connwarden.monitor.publishing.KafkaConnectionState;
import io.connwarden.monitor.publishing.KafkaEventSender;
import io.connwarden.monitor.publishing.LatestEventPublisher;
import io.connwarden.monitor.publishing.LatestEventPublisher.KafkaRoute;
import io.connwarden.monitor.publishing.LatestEventQueue;
import io.connwarden.monitor.publishing.MonitorEventFactory;
import io.connwarden.monitor.publishing.PublishingListener;
import io.connwarden.monitor.publishing.SupersededHealth;
import io.connwarden.runtime.KafkaTopicProvisioner;
import io.connwarden.runtime.TopicProvisioner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * The assembly of the two publishers.
 *
 * @param producer the client properties of a producer
 * @param admin the client properties of an admin client
 */
record PublisherAssembly(MonitorConfiguration configuration, Map<String, Object> producer, Map<String, Object> admin) {
    private static final Duration RETENTION_OF_LOOKS = Duration.ofHours(1);
    private static final Duration RETENTION_OF_SESSIONS = Duration.ofHours(24);

    LatestEventPublisher<Health> health(KafkaConnectionState connection, PublishingListener listener) {
        String topic = configuration.topicSettings().names().health();
        return new LatestEventPublisher<>(
                "health event",
                events(),
                new LatestEventQueue<>(SupersededHealth::withListenersOf),
                new KafkaRoute<>(
                        new KafkaTopicProvisioner(admin, configuration.topicSettings(), List.of(topic)),
                        new KafkaEventSender<>(producer, topic),
                        connection),
                listener);
    }

    /**
     * Returns null if snapshots are disabled. The state of their connection has no effect on readiness, because no
     * automatic action depends on a snapshot.
     */
    @Nullable LatestEventPublisher<SessionSnapshot> sessions(PublishingListener listener) {
        if (!configuration.monitor().sessions().enabled()) {
            return null;
        }
        String topic = configuration.topicSettings().names().sessions();
        Map<String, Object> compressing = new HashMap<>(producer);
        compressing.put(
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                configuration.monitor().sessions().compression());
        return new LatestEventPublisher<>(
                "snapshot",
                events(),
                new LatestEventQueue<>((older, newer) -> newer),
                new KafkaRoute<>(
                        topicsOfSessions(topic),
                        new KafkaEventSender<>(compressing, topic),
                        KafkaConnectionState.ofSnapshots(InstantSource.system())),
                listener);
    }

    /** The topic of looks has no effect on the publishing of snapshots. */
    private TopicProvisioner topicsOfSessions(String topic) {
        TopicProvisioner looks =
                provisioner(configuration.topicSettings().names().looks(), RETENTION_OF_LOOKS);
        TopicProvisioner sessions = provisioner(topic, RETENTION_OF_SESSIONS);
        return () -> {
            looks.ensureTopics();
            return sessions.ensureTopics();
        };
    }

    private TopicProvisioner provisioner(String topic, Duration retention) {
        return new KafkaTopicProvisioner(
                admin,
                configuration.topicSettings(),
                List.of(topic),
                Map.of(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(retention.toMillis())));
    }

    private MonitorEventFactory events() {
        return new MonitorEventFactory(InstanceName.of(configuration.monitor()));
    }
}
