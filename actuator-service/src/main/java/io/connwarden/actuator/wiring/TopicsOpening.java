package io.connwarden.actuator.wiring;

import io.connwarden.actuator.pace.BackOff;
import io.connwarden.actuator.pace.Rest;
import io.connwarden.actuator.store.StoreTrouble;
import io.connwarden.configuration.TopicSettings;
import io.connwarden.contracts.Topics;
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

/** Makes the topics that are missing, where we may; else says which command makes them. */
class TopicsOpening {
    private static final Logger LOG = LoggerFactory.getLogger(TopicsOpening.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TopicSettings settings;
    private final Map<String, Object> admin;
    private final Rest rest;

    TopicsOpening(TopicSettings settings, KafkaAdmin admin, Rest rest) {
        this.settings = settings;
        this.admin = admin.getConfigurationProperties();
        this.rest = rest;
    }

    /** Returns when the brokers have answered; tries for as long as it takes. */
    void untilOpen() {
        BackOff backOff = BackOff.standard();
        while (true) {
            try {
                open();
                return;
            } catch (ExecutionException | TimeoutException | KafkaException e) {
                LOG.warn("Kafka cannot be reached yet, trying on: {}", StoreTrouble.told(e));
                rest.rest(backOff.next());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void open() throws ExecutionException, TimeoutException, InterruptedException {
        try (Admin client = Admin.create(admin)) {
            Set<String> there = client.listTopics().names().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            Set<String> missing = new HashSet<>(wanted());
            missing.removeAll(there);
            for (String topic : missing) {
                create(client, topic);
            }
        }
    }

    private List<String> wanted() {
        Topics topics = settings.topics();
        return List.of(topics.commands(), topics.results(), topics.alerts(), topics.deadLetters(), topics.health());
    }

    private void create(Admin client, String topic) throws TimeoutException, InterruptedException {
        NewTopic wanted = new NewTopic(topic, settings.partitionCount(), settings.replication());
        try {
            client.createTopics(List.of(wanted)).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            LOG.info("Created topic {} with {} partitions", topic, settings.partitionCount());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                String servers = Objects.toString(admin.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
                LOG.error(
                        "Topic {} is missing and could not be created ({}). Have it created: {}",
                        topic,
                        StoreTrouble.told(e),
                        settings.creationCommand(servers, topic));
            }
        }
    }
}
