package io.connwarden.client.spring;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Connwarden's topics are.
 *
 * @param bootstrapServers host:port, separated by commas; the application's own Kafka when not given
 * @param source names this program as a sender of commands; a slash and the application's name when not given
 * @param topicPrefix what the topics' names begin with
 * @param groupId consumer group of the listeners; every instance hears every event when not given
 * @param properties further settings of Kafka's clients, such as {@code security.protocol}
 */
public record KafkaProperties(
        @Nullable String bootstrapServers,
        @Nullable String source,
        @DefaultValue("connwarden.") String topicPrefix,
        @Nullable String groupId,
        @DefaultValue Map<String, String> properties) {

    /** Without the properties, which may hold secrets. */
    @Override
    public String toString() {
        return "KafkaProperties[" + bootstrapServers + ", source=" + source + ", topicPrefix=" + topicPrefix + "]";
    }
}
