package io.connwarden.monitor.publishing;

/** Sees to it that the topic is there before anything is sent to it. */
public interface TopicSetup {
    String name();

    /** Looks and, where needed and allowed, creates. May take some seconds; never throws on what Kafka answers. */
    TopicAnswer ensure() throws InterruptedException;
}
