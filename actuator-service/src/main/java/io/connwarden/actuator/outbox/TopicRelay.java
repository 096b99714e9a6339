package io.connwarden.actuator.outbox;

import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.contracts.value.Formats;
import io.connwarden.runtime.OutageLog;
import io.connwarden.runtime.RetryBackOff;
import io.connwarden.runtime.RootCause;
import io.connwarden.runtime.SupervisedThread;
import io.connwarden.sql.store.Outbox;
import io.connwarden.sql.store.Outbox.OutboxRecord;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.backoff.BackOffExecution;

/**
 * The relay of one topic. A topic that cannot be written holds back only its own records. While other topics are
 * written, it is tried every 30 s, because an attempt may block the relay for {@code max.block.ms}. Otherwise Kafka is
 * down, and the standard delays apply. Used by one thread.
 */
final class TopicRelay {
    private static final Logger LOG = LoggerFactory.getLogger(TopicRelay.class);
    private static final int MAX_RECORDS = 200;
    private static final int MAX_BYTES = 4_000_000;
    private static final Duration BLOCKED_TOPIC_INTERVAL = Duration.ofSeconds(30);
    private static final Duration ERROR_AFTER = Duration.ofMinutes(1);

    private final String topic;
    private final RecordSender sender;
    private final ActuatorMetrics metrics;
    private final OutageLog outage;
    private BackOffExecution delays = RetryBackOff.standard().start();
    private boolean failing;
    private boolean errorLogged;
    private boolean postponed;
    private long failingSince;
    private long lastFailure;
    private long nextAttempt = System.nanoTime();

    TopicRelay(String topic, RecordSender sender, ActuatorMetrics metrics) {
        this.topic = topic;
        this.sender = sender;
        this.metrics = metrics;
        this.outage = new OutageLog(
                LOG,
                "Topic " + topic + " cannot be written. Its records stay in the outbox and are retried; other topics"
                        + " are not affected",
                "Topic " + topic + " is written again");
    }

    boolean isDue() {
        return System.nanoTime() - nextAttempt >= 0;
    }

    boolean isFailing() {
        return failing;
    }

    /** Publishes the next batch; a single record while the topic is failing. Returns true if a record was published. */
    boolean publish(Outbox outbox) {
        List<OutboxRecord> records = outbox.unsent(topic, failing ? 1 : MAX_RECORDS, MAX_BYTES);
        BatchDelivery delivery = BatchDelivery.sendAll(records, sender);
        outbox.markSent(delivery.sent());
        metrics.recordPublished(delivery.sent().size());
        delivery.shortened().forEach((id, value) -> shorten(outbox, id, value));
        delivery.rejected().forEach((id, reason) -> reject(outbox, id, reason));
        Throwable transientFailure = delivery.transientFailure();
        if (transientFailure == null) {
            onSuccess();
        } else {
            onFailure(transientFailure);
        }
        return !delivery.sent().isEmpty();
    }

    /** Another topic was written after the last failure, which is therefore no outage of Kafka. */
    void onOtherTopicPublished() {
        if (failing && !postponed) {
            postponed = true;
            nextAttempt = lastFailure + BLOCKED_TOPIC_INTERVAL.toNanos();
        }
    }

    /** Another topic is written again after a failure; this topic may be as well. */
    void onOtherTopicRecovered() {
        nextAttempt = System.nanoTime();
    }

    private void onSuccess() {
        outage.recordSuccess();
        failing = false;
        postponed = false;
        errorLogged = false;
        delays = RetryBackOff.standard().start();
    }

    private void onFailure(Throwable failure) {
        long now = System.nanoTime();
        SupervisedThread.recordFailure(failure);
        metrics.recordPublishFailure(topic);
        outage.recordFailure(RootCause.describe(failure));
        if (!failing) {
            failing = true;
            failingSince = now;
        }
        logErrorOnce(Duration.ofNanos(now - failingSince), failure);
        postponed = false;
        lastFailure = now;
        nextAttempt = now + Duration.ofMillis(delays.nextBackOff()).toNanos();
    }

    private void logErrorOnce(Duration failingFor, Throwable failure) {
        if (!errorLogged && failingFor.compareTo(ERROR_AFTER) >= 0) {
            errorLogged = true;
            LOG.error(
                    "Topic {} could not be written for {}. Its results or alerts reach no consumer; they stay in the"
                            + " outbox and are retried. Create the topic, or grant Write on it. Cause: {}",
                    topic,
                    Formats.duration(failingFor),
                    RootCause.describe(failure));
        }
    }

    /** The record is sent in the next round. */
    private void shorten(Outbox outbox, long id, byte[] value) {
        LOG.warn(
                "Outbox record {} is above a size limit of topic {}; the result is published with fewer sessions, in at"
                        + " most {} bytes, and connection_logs lists all. Raise max.message.bytes of the topic",
                id,
                topic,
                value.length);
        outbox.replaceValue(id, value);
    }

    private void reject(Outbox outbox, long id, String reason) {
        LOG.error(
                "Outbox record {} not published: Kafka rejected it permanently; marked as rejected, the relay continues"
                        + " with the next record. Cause: {}",
                id,
                reason);
        metrics.recordPublishFailure(topic);
        outbox.reject(id, reason);
    }
}
