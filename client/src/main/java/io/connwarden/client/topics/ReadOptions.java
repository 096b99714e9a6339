package io.connwarden.client.topics;

import io.connwarden.contracts.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * How to read a topic. Immutable.
 *
 * @param startPosition where to begin
 * @param groupId consumers of one group share the events and go on, after a restart, where they had come to; null when
 *     this consumer shall see every event and remember nothing
 * @param target only events about this target; null for all
 */
public record ReadOptions(
        StartPosition startPosition,
        @Nullable String groupId,
        @Nullable String target) {

    /**
     * Every event from now on.
     *
     * @return options without group and for all targets
     */
    public static ReadOptions latest() {
        return startingAt(new StartPosition.Latest());
    }

    /**
     * Every event from a place on.
     *
     * @param position to begin
     * @return options without group and for all targets
     */
    public static ReadOptions startingAt(StartPosition position) {
        return new ReadOptions(position, null, null);
    }

    /**
     * Shares the events with the other members of a group.
     *
     * @param id the group's
     * @return a copy
     */
    public ReadOptions inGroup(String id) {
        return new ReadOptions(startPosition, id, target);
    }

    /**
     * Hears one target only.
     *
     * @param id the target's
     * @return a copy
     */
    public ReadOptions forTarget(String id) {
        return new ReadOptions(startPosition, groupId, id);
    }

    boolean matches(Message message) {
        return target == null || target.equals(message.target());
    }
}
