package io.connwarden.configuration;

import io.connwarden.contracts.Topics;
import org.jspecify.annotations.Nullable;

/**
 * The names and the shape of the topics. A missing key is null.
 *
 * @param prefix the prefix of each topic name; {@value Topics#DEFAULT_PREFIX} by default
 * @param partitions the partitions of a created topic, 1 to 10000; {@value #DEFAULT_PARTITIONS} by default
 * @param replicationFactor the replication factor of a created topic, 1 to 100; {@value #BROKER_DEFAULT} for the
 *     default of the broker, which is the default
 */
public record TopicSettings(
        @Nullable String prefix,
        @Nullable Integer partitions,
        @Nullable Integer replicationFactor) {
    public static final int DEFAULT_PARTITIONS = 6;
    public static final int BROKER_DEFAULT = -1;

    /** @throws IllegalArgumentException with the key, the allowed range, and the value */
    public TopicSettings {
        if (prefix != null) {
            new Topics(prefix);
        }
        if (partitions != null && (partitions < 1 || partitions > 10_000)) {
            throw new IllegalArgumentException("partitions must be 1 to 10000, was " + partitions);
        }
        if (replicationFactor != null
                && replicationFactor != BROKER_DEFAULT
                && (replicationFactor < 1 || replicationFactor > 100)) {
            throw new IllegalArgumentException(
                    "replicationFactor must be 1 to 100, or -1 for the default of the broker, was "
                            + replicationFactor);
        }
    }

    public static TopicSettings defaults() {
        return new TopicSettings(null, null, null);
    }

    public Topics names() {
        return prefix == null ? Topics.withDefaultPrefix() : new Topics(prefix);
    }

    public int effectivePartitions() {
        return partitions == null ? DEFAULT_PARTITIONS : partitions;
    }

    /** Returns the replication factor for {@code NewTopic}, where -1 is the default of the broker. */
    public short effectiveReplicationFactor() {
        return (short) (replicationFactor == null ? BROKER_DEFAULT : replicationFactor);
    }

    /** Returns the shell command by which a Kafka administrator can create the topic in this shape. */
    public String creationCommand(String bootstrapServers, String topic) {
        String command = "kafka-topics.sh --bootstrap-server " + bootstrapServers + " --create --topic " + topic
                + " --partitions " + effectivePartitions();
        return effectiveReplicationFactor() == BROKER_DEFAULT
                ? command
                : command + " --replication-factor " + effectiveReplicationFactor();
    }
}
