package io.connwarden.client.topics;

import io.connwarden.contracts.Topics;
import java.util.HashMap;
import java.util.Map;

/**
 * Which Kafka to talk to, and as whom.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param topics the topic names in use
 * @param source the CloudEvents source of what is sent: names the sending program, such as {@code /orders-service};
 *     together with an id it is a command's idempotency key
 * @param properties further settings of Kafka's clients, such as {@code security.protocol}
 */
public record KafkaAccess(String bootstrapServers, Topics topics, String source, Map<String, String> properties) {
    public KafkaAccess {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrapServers must name at least one host:port, was empty");
        }
        if (source.isBlank()) {
            throw new IllegalArgumentException("source must name the sending program, was empty");
        }
        properties = Map.copyOf(properties);
    }

    /** The standard topic names and no further settings. */
    public static KafkaAccess of(String bootstrapServers, String source) {
        return new KafkaAccess(bootstrapServers, Topics.standard(), source, Map.of());
    }

    public KafkaAccess withTopics(Topics other) {
        return new KafkaAccess(bootstrapServers, other, source, properties);
    }

    public KafkaAccess withProperties(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(properties);
        all.putAll(more);
        return new KafkaAccess(bootstrapServers, topics, source, all);
    }

    /** Without the properties, which may hold secrets. */
    @Override
    public String toString() {
        return "KafkaAccess[" + bootstrapServers + ", source=" + source + ", prefix=" + topics.prefix() + "]";
    }

    /** Settings of a Kafka client: ours first, the application's over them. */
    Map<String, Object> settings(Map<String, Object> ours) {
        Map<String, Object> settings = new HashMap<>(ours);
        settings.put("bootstrap.servers", bootstrapServers);
        settings.putAll(properties);
        return settings;
    }
}
