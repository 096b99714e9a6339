package io.connwarden.runtime;

import java.util.List;

/** The result of one attempt to provision topics. */
public sealed interface TopicProvisioningResult {
    /** The result when Kafka answered for every topic. */
    record Complete(List<TopicState> topics) implements TopicProvisioningResult {
        public Complete {
            topics = List.copyOf(topics);
        }
    }

    /** The result when Kafka did not answer. Nothing is known, and a later attempt may succeed. */
    record KafkaDown(String reason) implements TopicProvisioningResult {}

    /** The state of one topic. */
    sealed interface TopicState {
        String topic();

        /** The topic existed; its partitions and replicas are not changed. */
        record Exists(String topic, int partitions) implements TopicState {}

        /** The topic was missing and is created. */
        record Created(String topic, int partitions) implements TopicState {}

        /**
         * The topic is missing, and Kafka rejects its creation.
         *
         * @param reason the cause, and the command with which an administrator can create the topic
         */
        record Rejected(String topic, String reason) implements TopicState {}
    }
}
