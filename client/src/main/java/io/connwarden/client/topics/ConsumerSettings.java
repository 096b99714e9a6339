package io.connwarden.client.topics;

import java.util.HashMap;
import java.util.Map;

/** Settings of a Kafka consumer. */
final class ConsumerSettings {
    private ConsumerSettings() {}

    static Map<String, Object> of(KafkaAccess access, ReadOptions options) {
        Map<String, Object> ours = new HashMap<>();
        ours.put("enable.auto.commit", false);
        ours.put("allow.auto.create.topics", false);
        ours.put("auto.offset.reset", reset(options.startAt()));
        if (options.group() != null) {
            ours.put("group.id", options.group());
        }
        return access.settings(ours);
    }

    /** Where a group begins that has no position yet. */
    private static String reset(StartAt startAt) {
        if (startAt instanceof StartAt.Newest) {
            return "latest";
        }
        return startAt instanceof StartAt.Since since ? "by_duration:" + since.past() : "earliest";
    }
}
