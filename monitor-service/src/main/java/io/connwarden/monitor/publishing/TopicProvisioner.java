package io.connwarden.monitor.publishing;

/** Sees to it that the topic is there before anything is sent to it. */
public interface TopicProvisioner {
    String topicName();

    /** Looks and, where needed and allowed, creates. May take some seconds; never throws on what Kafka answers. */
    TopicProvisioningResult ensureTopic() throws InterruptedException;
}
