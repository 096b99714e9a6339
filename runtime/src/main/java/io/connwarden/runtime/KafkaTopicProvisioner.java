package io.connwarden.runtime;

import io.connwarden.configuration.TopicSettings;
import io.connwarden.runtime.TopicProvisioningResult.Complete;
import io.connwarden.runtime.TopicProvisioningResult.KafkaDown;
import io.connwarden.runtime.TopicProvisioningResult.TopicState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provisioner of topics in the configured shape, before anything is sent or read. A broker that creates topics by
 * itself would give them one partition. An existing topic is not changed. Each new state of a topic is logged once.
 *
 * <p>Confined to one thread.
 */
public final class KafkaTopicProvisioner implements TopicProvisioner {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopicProvisioner.class);
    private static final int REQUEST_TIMEOUT_MILLIS = 5_000;

    private final Map<String, Object> kafka;
    private final TopicSettings settings;
    private final List<String> topics;
    private final Map<String, String> topicConfiguration;
    private final Map<String, TopicState> logged = new HashMap<>();

    /**
     * Creates a provisioner without a connection.
     *
     * @param kafka the client properties, {@code bootstrap.servers} among them
     * @param settings the shape of a created topic
     * @param topics the full names of the topics
     */
    public KafkaTopicProvisioner(Map<String, Object> kafka, TopicSettings settings, List<String> topics) {
        this(kafka, settings, topics, Map.of());
    }

    /** @param topicConfiguration the settings of a created topic, such as {@code retention.ms} */
    public KafkaTopicProvisioner(
            Map<String, Object> kafka,
            TopicSettings settings,
            List<String> topics,
            Map<String, String> topicConfiguration) {
        this.topicConfiguration = Map.copyOf(topicConfiguration);
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        this.kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        this.settings = settings;
        this.topics = List.copyOf(topics);
    }

    @Override
    public TopicProvisioningResult ensureTopics() throws InterruptedException {
        List<TopicState> states = new ArrayList<>();
        try {
            Admin admin = Admin.create(kafka);
            try {
                for (String topic : topics) {
                    states.add(ensureTopic(admin, topic));
                }
            } finally {
                // An interrupted request must not delay the shutdown by its timeout.
                admin.close(Duration.ZERO);
            }
        } catch (RuntimeException failure) {
            // A transient failure, or a client that cannot be created because a host name is not resolved yet.
            return new KafkaDown(RootCause.describe(failure));
        }
        states.forEach(this::log);
        return new Complete(states);
    }

    private TopicState ensureTopic(Admin admin, String topic) throws InterruptedException {
        try {
            TopicDescription found =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            return new TopicState.Exists(
                    topic, found == null ? 0 : found.partitions().size());
        } catch (ExecutionException failure) {
            // A role may hold the permission to create a topic without the permission to describe it.
            return failure.getCause() instanceof UnknownTopicOrPartitionException
                            || failure.getCause() instanceof TopicAuthorizationException
                    ? createTopic(admin, topic)
                    : stateAfter(topic, failure);
        }
    }

    private TopicState createTopic(Admin admin, String topic) throws InterruptedException {
        try {
            NewTopic wanted = new NewTopic(topic, settings.effectivePartitions(), settings.effectiveReplicationFactor())
                    .configs(topicConfiguration);
            admin.createTopics(List.of(wanted)).all().get();
            return new TopicState.Created(topic, settings.effectivePartitions());
        } catch (ExecutionException failure) {
            return stateAfter(topic, failure);
        }
    }

    /**
     * Returns the state that a failure reveals. Package-private for a test.
     *
     * @throws RetriableException the failure itself when it is transient
     */
    TopicState stateAfter(String topic, ExecutionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof TopicExistsException) {
            // Another process has created it at the same time.
            return new TopicState.Exists(topic, settings.effectivePartitions());
        }
        if (cause instanceof RetriableException transientFailure) {
            throw transientFailure;
        }
        return new TopicState.Rejected(
                topic,
                "Cannot create topic " + topic + " (" + RootCause.describe(failure)
                        + "). Ask a Kafka administrator to run: "
                        + settings.creationCommand(bootstrapServers(), topic) + configurationOptions());
    }

    private String configurationOptions() {
        return topicConfiguration.entrySet().stream()
                .map(setting -> " --config " + setting.getKey() + "=" + setting.getValue())
                .sorted()
                .collect(Collectors.joining());
    }

    private void log(TopicState state) {
        if (state.equals(logged.put(state.topic(), state))) {
            return;
        }
        if (state instanceof TopicState.Rejected rejected) {
            LOG.error(
                    "Topic {} is missing; no record is sent or read until it exists. {}",
                    rejected.topic(),
                    rejected.reason());
        } else if (state instanceof TopicState.Created created) {
            LOG.info("Created topic {} with {} partitions", created.topic(), created.partitions());
        } else if (state instanceof TopicState.Exists exists) {
            LOG.info("Topic {} exists with {} partitions", exists.topic(), exists.partitions());
        }
    }

    private String bootstrapServers() {
        Object servers = kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        return servers instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : String.valueOf(servers);
    }
}
