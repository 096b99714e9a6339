package io.connwarden.configuration;

import io.connwarden.contracts.Topics;
import org.jspecify.annotations.Nullable;

/**
 * Names and shape of the topics as they are written in the configuration; null where nothing is written.
 *
 * @param prefix put before each topic's name; {@value Topics#DEFAULT_PREFIX} unless written
 * @param partitions of a topic that is created, 1 to 10000; {@value #DEFAULT_PARTITIONS} unless written
 * @param replicationFactor of a topic that is created, 1 to 100, or {@value #BROKER_DEFAULT} for the broker's own
 *     default, which holds unless written
 */
public record TopicSettings(
        @Nullable String prefix,
        @Nullable Integer partitions,
        @Nullable Integer replicationFactor) {
    public static final int DEFAULT_PARTITIONS = 6;
    public static final int BROKER_DEFAULT = -1;

    /** @throws IllegalArgumentException naming the value that is not allowed and what is */
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
                    "replicationFactor must be 1 to 100, or -1 for the broker's default, was " + replicationFactor);
        }
    }

    public static TopicSettings none() {
        return new TopicSettings(null, null, null);
    }

    public Topics topics() {
        return prefix == null ? Topics.withDefaultPrefix() : new Topics(prefix);
    }

    public int partitionCount() {
        return partitions == null ? DEFAULT_PARTITIONS : partitions;
    }

    /** For Kafka's {@code NewTopic}, which takes -1 as the broker's default. */
    public short replication() {
        return (short) (replicationFactor == null ? BROKER_DEFAULT : replicationFactor);
    }

    /** The command with which somebody who may can create the topic in just this shape. */
    public String creationCommand(String bootstrapServers, String topic) {
        String command = "kafka-topics.sh --bootstrap-server " + bootstrapServers + " --create --topic " + topic
                + " --partitions " + partitionCount();
        return replication() == BROKER_DEFAULT ? command : command + " --replication-factor " + replication();
    }
}
