package io.connwarden.client.spring;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.health.HealthListener;
import io.connwarden.client.topics.ConsumerOptions;
import io.connwarden.client.topics.ConsumerStatus;
import io.connwarden.client.topics.HealthConsumer;
import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.client.topics.StartPosition;

/**
 * A consumer that passes the published health of the target to the router. It has its own type, so that it does not
 * satisfy the condition on an application's {@code HealthConsumer} bean.
 */
record HealthFeed(HealthConsumer consumer) implements AutoCloseable {

    static HealthFeed start(QueryRouter router, KafkaSettings kafka, String target) {
        ConsumerOptions options = ConsumerOptions.startingAt(
                        new StartPosition.ByDuration(TopicsAutoConfiguration.RECENT_HEALTH))
                .forTarget(target);
        HealthListener health = router.healthListener();
        return new HealthFeed(HealthConsumer.start(kafka, options, event -> health.onHealth(event.data())));
    }

    ConsumerStatus status() {
        return consumer.status();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
