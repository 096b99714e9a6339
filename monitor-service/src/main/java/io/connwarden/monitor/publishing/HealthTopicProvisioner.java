package io.connwarden.monitor.publishing;

import io.connwarden.configuration.TopicSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Sees to it that the health topic exists in the configured shape, before anything is sent: a broker that creates
 * topics by itself would give it one partition. A topic that exists is left alone. Stateless.
 */
public final class HealthTopicProvisioner implements TopicProvisioner {
    private static final int TIMEOUT_MILLIS = 5_000;

    private final Map<String, Object> kafka;
    private final TopicSettings settings;

    /**
     * Asks nothing yet.
     *
     * @param kafka client properties, {@code bootstrap.servers} among them
     */
    public HealthTopicProvisioner(Map<String, Object> kafka, TopicSettings settings) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        this.kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        this.settings = settings;
    }

    @Override
    public String topicName() {
        return settings.topics().health();
    }

    /** Takes five seconds at most for looking and for creating each. */
    @Override
    public TopicProvisioningResult ensureTopic() throws InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            Optional<Integer> partitions = describePartitions(admin);
            if (partitions.isPresent()) {
                return new TopicProvisioningResult.Exists(partitions.get());
            }
            create(admin);
            return new TopicProvisioningResult.Created();
        } catch (ExecutionException failed) {
            return resultOf(failed.getCause() == null ? failed : failed.getCause());
        } catch (RuntimeException failed) {
            // The client could not even be made, as with a host name that cannot be resolved yet.
            return new TopicProvisioningResult.Unavailable(KafkaErrorMessage.of(failed));
        }
    }

    private Optional<Integer> describePartitions(Admin admin) throws ExecutionException, InterruptedException {
        try {
            Map<String, TopicDescription> described =
                    admin.describeTopics(List.of(topicName())).allTopicNames().get();
            return Optional.ofNullable(described.get(topicName()))
                    .map(topic -> topic.partitions().size());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private void create(Admin admin) throws ExecutionException, InterruptedException {
        NewTopic topic = new NewTopic(topicName(), settings.partitionCount(), settings.replication());
        admin.createTopics(List.of(topic)).all().get();
    }

    /** What a failure means; apart, so that it can be tested without a Kafka that refuses. */
    TopicProvisioningResult resultOf(Throwable failure) {
        if (failure instanceof TopicExistsException) {
            // Another monitor was quicker.
            return new TopicProvisioningResult.Exists(settings.partitionCount());
        }
        if (failure instanceof TimeoutException || failure instanceof RetriableException) {
            return new TopicProvisioningResult.Unavailable(KafkaErrorMessage.of(failure));
        }
        return new TopicProvisioningResult.Rejected(
                "Topic " + topicName() + " could not be created (" + KafkaErrorMessage.of(failure)
                        + "); let somebody who may run: " + settings.creationCommand(bootstrapServers(), topicName()));
    }

    private String bootstrapServers() {
        Object servers = kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        return servers instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : String.valueOf(servers);
    }
}
