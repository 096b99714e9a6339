package io.connwarden.client.topics;

import java.util.HashMap;
import java.util.Map;

/** Settings of a Kafka consumer. */
final class ConsumerSettings {
    private ConsumerSettings() {}

    static Map<String, Object> of(KafkaAccess access, ReadOptions options) {
        Map<String, Object> defaults = new HashMap<>();
        defaults.put("enable.auto.commit", false);
        defaults.put("allow.auto.create.topics", false);
        defaults.put("auto.offset.reset", autoOffsetReset(options.startPosition()));
        if (options.groupId() != null) {
            defaults.put("group.id", options.groupId());
        }
        return access.settings(defaults);
    }

    /** Where a group begins that has no position yet. */
    private static String autoOffsetReset(StartPosition startPosition) {
        if (startPosition instanceof StartPosition.Latest) {
            return "latest";
        }
        return startPosition instanceof StartPosition.ByDuration since ? "by_duration:" + since.duration() : "earliest";
    }
}
