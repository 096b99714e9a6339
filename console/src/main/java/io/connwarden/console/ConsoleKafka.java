package io.connwarden.console;

import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.contracts.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Kafka settings of the service as settings of the client. */
final class ConsoleKafka {
    private static final String SOURCE = "urn:connwarden:console";
    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    /** The settings that the consumers of the client set themselves. */
    private static final Set<String> OF_THE_CLIENT = Set.of(
            BOOTSTRAP_SERVERS,
            "group.id",
            "key.deserializer",
            "value.deserializer",
            "enable.auto.commit",
            "auto.offset.reset");

    private ConsoleKafka() {}

    static KafkaSettings settings(Map<String, Object> ofService, Topics topics) {
        Map<String, String> properties = new HashMap<>();
        ofService.forEach((key, value) -> {
            if (!OF_THE_CLIENT.contains(key)) {
                properties.put(key, text(value));
            }
        });
        return new KafkaSettings(text(ofService.get(BOOTSTRAP_SERVERS)), topics, SOURCE, properties);
    }

    /** Returns a value as Kafka reads it from a file of properties. */
    private static String text(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        return value instanceof Class<?> type ? type.getName() : String.valueOf(value);
    }
}
