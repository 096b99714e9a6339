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
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and what is allowed
     */
    public KafkaAccess {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrapServers must name at least one host:port, was empty");
        }
        if (source.isBlank()) {
            throw new IllegalArgumentException("source must name the sending program, was empty");
        }
        properties = Map.copyOf(properties);
    }

    /**
     * The standard topic names and no further settings.
     *
     * @param bootstrapServers host:port, separated by commas
     * @param source names the sending program, such as {@code /orders-service}
     * @return without further settings
     */
    public static KafkaAccess of(String bootstrapServers, String source) {
        return new KafkaAccess(bootstrapServers, Topics.withDefaultPrefix(), source, Map.of());
    }

    /**
     * Other topic names.
     *
     * @param newTopics those the services use
     * @return a copy
     */
    public KafkaAccess withTopics(Topics newTopics) {
        return new KafkaAccess(bootstrapServers, newTopics, source, properties);
    }

    /**
     * Further settings of Kafka's clients, which go before those the client makes itself.
     *
     * @param additional by Kafka's own names
     * @return a copy with these added
     */
    public KafkaAccess withProperties(Map<String, String> additional) {
        Map<String, String> all = new HashMap<>(properties);
        all.putAll(additional);
        return new KafkaAccess(bootstrapServers, topics, source, all);
    }

    /** Without the properties, which may hold secrets. */
    @Override
    public String toString() {
        return "KafkaAccess[" + bootstrapServers + ", source=" + source + ", prefix=" + topics.prefix() + "]";
    }

    /** Settings of a Kafka client: ours first, the application's over them. */
    Map<String, Object> settings(Map<String, Object> defaults) {
        Map<String, Object> settings = new HashMap<>(defaults);
        settings.put("bootstrap.servers", bootstrapServers);
        settings.putAll(properties);
        return settings;
    }
}
