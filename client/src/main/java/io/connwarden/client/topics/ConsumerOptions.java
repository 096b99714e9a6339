package io.connwarden.client.topics;

import io.connwarden.contracts.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * The options of a consumer. Immutable.
 *
 * @param startPosition position of a consumer without a committed position
 * @param groupId consumer group; its members share the events and resume at the committed position; null for a consumer
 *     that receives every event and commits no position
 * @param target delivers only events of the target with this id; null for all targets
 * @param redelivery the redelivery of records that a listener of the group did not handle; without a group, no record
 *     is delivered again
 */
public record ConsumerOptions(
        StartPosition startPosition,
        @Nullable String groupId,
        @Nullable String target,
        RedeliveryPolicy redelivery) {

    /**
     * Returns options to receive every event sent from now on.
     *
     * @return options without group and for all targets
     */
    public static ConsumerOptions latest() {
        return startingAt(new StartPosition.Latest());
    }

    /**
     * Returns options to receive every event from a position on.
     *
     * @param position the start position
     * @return options without group and for all targets
     */
    public static ConsumerOptions startingAt(StartPosition position) {
        return new ConsumerOptions(position, null, null, RedeliveryPolicy.standard());
    }

    /**
     * Sets the consumer group.
     *
     * @param id id of the group
     * @return a copy
     */
    public ConsumerOptions inGroup(String id) {
        return new ConsumerOptions(startPosition, id, target, redelivery);
    }

    /**
     * Limits the events to one target.
     *
     * @param id id of the target
     * @return a copy
     */
    public ConsumerOptions forTarget(String id) {
        return new ConsumerOptions(startPosition, groupId, id, redelivery);
    }

    /**
     * Sets the redelivery of records that a listener of the group did not handle.
     *
     * @param policy delays and maximum number of deliveries
     * @return a copy
     */
    public ConsumerOptions withRedelivery(RedeliveryPolicy policy) {
        return new ConsumerOptions(startPosition, groupId, target, policy);
    }

    boolean matches(Message message) {
        return target == null || target.equals(message.target());
    }
}
