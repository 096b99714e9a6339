package io.connwarden.client.topics;

import io.connwarden.contracts.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * How to read a topic. Immutable.
 *
 * @param startAt where to begin
 * @param group consumers of one group share the events and go on, after a restart, where they had come to; null when
 *     this consumer shall see every event and remember nothing
 * @param target only events about this target; null for all
 */
public record ReadOptions(
        StartAt startAt, @Nullable String group, @Nullable String target) {

    /** Every event from now on. */
    public static ReadOptions newest() {
        return startingAt(new StartAt.Newest());
    }

    public static ReadOptions startingAt(StartAt where) {
        return new ReadOptions(where, null, null);
    }

    public ReadOptions inGroup(String name) {
        return new ReadOptions(startAt, name, target);
    }

    public ReadOptions forTarget(String id) {
        return new ReadOptions(startAt, group, id);
    }

    boolean wants(Message message) {
        return target == null || target.equals(message.target());
    }
}
