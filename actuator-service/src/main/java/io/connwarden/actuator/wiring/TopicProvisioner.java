package io.connwarden.actuator.wiring;

import io.connwarden.actuator.concurrent.BackOff;
import io.connwarden.actuator.store.StoreFailures;
import io.connwarden.configuration.TopicSettings;
import io.connwarden.contracts.Topics;
import io.connwarden.runtime.ShutdownSignal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** Creates missing topics. Without the privilege it logs the command that creates them. */
class TopicProvisioner {
    private static final Logger LOG = LoggerFactory.getLogger(TopicProvisioner.class);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final TopicSettings settings;
    private final Map<String, Object> admin;
    private final ShutdownSignal shutdown;

    TopicProvisioner(TopicSettings settings, KafkaAdmin admin, ShutdownSignal shutdown) {
        this.settings = settings;
        this.admin = admin.getConfigurationProperties();
        this.shutdown = shutdown;
    }

    /** Returns when the brokers have answered; retries until then. */
    void provision() {
        BackOff backOff = BackOff.standard();
        while (true) {
            try {
                createMissing();
                return;
            } catch (ExecutionException | TimeoutException | KafkaException e) {
                LOG.warn("Kafka unavailable, consumers not started, retrying. Cause: {}", StoreFailures.rootMessage(e));
                shutdown.sleep(backOff.next());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void createMissing() throws ExecutionException, TimeoutException, InterruptedException {
        try (Admin client = Admin.create(admin)) {
            Set<String> there = client.listTopics().names().get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            Set<String> missing = new HashSet<>(requiredTopics());
            missing.removeAll(there);
            for (String topic : missing) {
                create(client, topic);
            }
        }
    }

    private List<String> requiredTopics() {
        Topics topics = settings.topics();
        return List.of(topics.commands(), topics.results(), topics.alerts(), topics.deadLetters(), topics.health());
    }

    private void create(Admin client, String topic) throws TimeoutException, InterruptedException {
        NewTopic wanted = new NewTopic(topic, settings.partitionCount(), settings.replication());
        try {
            client.createTopics(List.of(wanted)).all().get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            LOG.info("Created topic {} with {} partitions", topic, settings.partitionCount());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                String servers = Objects.toString(admin.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
                LOG.error(
                        "Cannot create topic {} ({}). Ask a Kafka administrator to run: {}",
                        topic,
                        StoreFailures.rootMessage(e),
                        settings.creationCommand(servers, topic));
            }
        }
    }
}
