package io.connwarden.client.topics;

import io.connwarden.contracts.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka cluster, the topic names and the identity of this program.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param topics the topic names
 * @param source CloudEvents source of the events sent, such as {@code /orders-service}; together with the event id it
 *     is the idempotency key of a command
 * @param properties further Kafka client properties, such as {@code security.protocol}
 */
public record KafkaSettings(String bootstrapServers, Topics topics, String source, Map<String, String> properties) {
    private static final Set<String> OF_THIS_LIBRARY = Set.of(
            "bootstrap.servers",
            "group.id",
            "key.deserializer",
            "value.deserializer",
            "key.serializer",
            "value.serializer",
            "enable.auto.commit",
            "auto.offset.reset");

    /**
     * Creates the settings of a Kafka cluster.
     *
     * @throws IllegalArgumentException if a value is blank
     */
    public KafkaSettings {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrapServers must name at least one host:port, was empty");
        }
        if (source.isBlank()) {
            throw new IllegalArgumentException(
                    "source must name the sending program, such as /orders-service, was empty");
        }
        properties = Map.copyOf(properties);
    }

    /**
     * Returns kafka with the standard topic names and without further properties.
     *
     * @param bootstrapServers host:port, separated by commas
     * @param source CloudEvents source of the events sent, such as {@code /orders-service}
     * @return kafka with the standard topic names
     */
    public static KafkaSettings of(String bootstrapServers, String source) {
        return new KafkaSettings(bootstrapServers, Topics.withDefaultPrefix(), source, Map.of());
    }

    /**
     * Returns the settings of a service with the properties of its own Kafka clients. The properties that this library
     * sets itself, such as the serializers, are left out.
     *
     * @param clientProperties the properties by their Kafka names, {@code bootstrap.servers} among them; a list is a
     *     value with several parts
     * @param topics the topic names
     * @param source CloudEvents source of the events sent
     * @return the settings
     */
    public static KafkaSettings ofClientProperties(Map<String, ?> clientProperties, Topics topics, String source) {
        Map<String, String> properties = new HashMap<>();
        clientProperties.forEach((key, value) -> {
            if (!OF_THIS_LIBRARY.contains(key)) {
                properties.put(key, propertyText(value));
            }
        });
        return new KafkaSettings(propertyText(clientProperties.get("bootstrap.servers")), topics, source, properties);
    }

    /** Returns a value as Kafka reads it from a file of properties. */
    private static String propertyText(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        return value instanceof Class<?> type ? type.getName() : String.valueOf(value);
    }

    /**
     * Replaces the topic names.
     *
     * @param newTopics the topic names of the services
     * @return a copy
     */
    public KafkaSettings withTopics(Topics newTopics) {
        return new KafkaSettings(bootstrapServers, newTopics, source, properties);
    }

    /**
     * Adds Kafka client properties. They override the properties that the client sets itself.
     *
     * @param additional properties by their Kafka names
     * @return a copy with the added properties
     */
    public KafkaSettings withProperties(Map<String, String> additional) {
        Map<String, String> all = new HashMap<>(properties);
        all.putAll(additional);
        return new KafkaSettings(bootstrapServers, topics, source, all);
    }

    /** Returns the kafka without the properties, which may contain secrets. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers + ", source=" + source + ", prefix=" + topics.prefix() + "]";
    }

    /** Returns the settings of a Kafka client: the defaults, overridden by the properties of the application. */
    Map<String, Object> settings(Map<String, Object> defaults) {
        Map<String, Object> settings = new HashMap<>(defaults);
        settings.put("bootstrap.servers", bootstrapServers);
        settings.putAll(properties);
        return settings;
    }
}
