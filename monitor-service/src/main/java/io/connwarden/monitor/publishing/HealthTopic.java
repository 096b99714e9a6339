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
public final class HealthTopic implements TopicSetup {
    private static final int PATIENCE_MILLIS = 5_000;

    private final Map<String, Object> kafka;
    private final TopicSettings settings;

    /**
     * Asks nothing yet.
     *
     * @param kafka client properties, {@code bootstrap.servers} among them
     */
    public HealthTopic(Map<String, Object> kafka, TopicSettings settings) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        this.kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        this.settings = settings;
    }

    @Override
    public String name() {
        return settings.topics().health();
    }

    /** Takes five seconds at most for looking and for creating each. */
    @Override
    public TopicAnswer ensure() throws InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            Optional<Integer> partitions = partitions(admin);
            if (partitions.isPresent()) {
                return new TopicAnswer.Existing(partitions.get());
            }
            create(admin);
            return new TopicAnswer.Created();
        } catch (ExecutionException failed) {
            return answerTo(failed.getCause() == null ? failed : failed.getCause());
        } catch (RuntimeException failed) {
            // The client could not even be made, as with a host name that cannot be resolved yet.
            return new TopicAnswer.Unanswered(KafkaReason.of(failed));
        }
    }

    private Optional<Integer> partitions(Admin admin) throws ExecutionException, InterruptedException {
        try {
            Map<String, TopicDescription> described =
                    admin.describeTopics(List.of(name())).allTopicNames().get();
            return Optional.ofNullable(described.get(name()))
                    .map(topic -> topic.partitions().size());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private void create(Admin admin) throws ExecutionException, InterruptedException {
        NewTopic topic = new NewTopic(name(), settings.partitionCount(), settings.replication());
        admin.createTopics(List.of(topic)).all().get();
    }

    /** What a failure means; apart, so that it can be tested without a Kafka that refuses. */
    TopicAnswer answerTo(Throwable failure) {
        if (failure instanceof TopicExistsException) {
            // Another monitor was quicker.
            return new TopicAnswer.Existing(settings.partitionCount());
        }
        if (failure instanceof TimeoutException || failure instanceof RetriableException) {
            return new TopicAnswer.Unanswered(KafkaReason.of(failure));
        }
        return new TopicAnswer.Refused("Topic " + name() + " could not be created (" + KafkaReason.of(failure)
                + "); let somebody who may run: " + settings.creationCommand(bootstrapServers(), name()));
    }

    private String bootstrapServers() {
        Object servers = kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        return servers instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : String.valueOf(servers);
    }
}
