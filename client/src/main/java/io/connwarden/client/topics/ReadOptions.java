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

    /**
     * Every event from now on.
     *
     * @return options without group and for all targets
     */
    public static ReadOptions newest() {
        return startingAt(new StartAt.Newest());
    }

    /**
     * Every event from a place on.
     *
     * @param where to begin
     * @return options without group and for all targets
     */
    public static ReadOptions startingAt(StartAt where) {
        return new ReadOptions(where, null, null);
    }

    /**
     * Shares the events with the other members of a group.
     *
     * @param name the group's
     * @return a copy
     */
    public ReadOptions inGroup(String name) {
        return new ReadOptions(startAt, name, target);
    }

    /**
     * Hears one target only.
     *
     * @param id the target's
     * @return a copy
     */
    public ReadOptions forTarget(String id) {
        return new ReadOptions(startAt, group, id);
    }

    boolean wants(Message message) {
        return target == null || target.equals(message.target());
    }
}
