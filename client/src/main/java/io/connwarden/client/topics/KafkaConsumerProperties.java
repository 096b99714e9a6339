package io.connwarden.client.topics;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The settings of a Kafka consumer. */
final class KafkaConsumerProperties {
    private KafkaConsumerProperties() {}

    static Map<String, Object> of(KafkaSettings kafka, ConsumerOptions options) {
        Map<String, Object> defaults = new HashMap<>();
        defaults.put("enable.auto.commit", false);
        defaults.put("allow.auto.create.topics", false);
        defaults.put("auto.offset.reset", autoOffsetReset(options.startPosition()));
        defaults.put("isolation.level", "read_committed");
        if (options.groupId() != null) {
            defaults.put("group.id", options.groupId());
        }
        return kafka.settings(defaults);
    }

    /** The start position of a group without a committed position, in Kafka's notation. */
    private static String autoOffsetReset(StartPosition startPosition) {
        if (startPosition instanceof StartPosition.ByDuration recent) {
            return byDuration(recent.duration());
        }
        if (startPosition instanceof StartPosition.ByTimestamp from) {
            return byDuration(Duration.between(from.timestamp(), Instant.now()));
        }
        return startPosition instanceof StartPosition.Latest ? "latest" : "earliest";
    }

    private static String byDuration(Duration duration) {
        return duration.isNegative() ? "latest" : "by_duration:" + duration;
    }
}
