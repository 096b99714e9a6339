package io.connwarden.client.spring;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the Kafka clients.
 *
 * @param bootstrapServers host:port, as a list or separated by commas; default: the application's Kafka
 * @param source CloudEvents source of the commands sent; default: a slash and the application's name
 * @param topicPrefix prefix of the topic names
 * @param groupId consumer group of the listeners; without one every instance receives every event
 * @param properties further Kafka client properties, such as {@code security.protocol}
 */
public record ConnwardenKafkaProperties(
        @DefaultValue List<String> bootstrapServers,
        @Nullable String source,
        @DefaultValue("connwarden.") String topicPrefix,
        @Nullable String groupId,
        @DefaultValue Map<String, String> properties) {

    /** Returns the settings without the properties, which may contain secrets. */
    @Override
    public String toString() {
        return "KafkaProperties[" + bootstrapServers + ", source=" + source + ", topicPrefix=" + topicPrefix + "]";
    }
}
