package io.connwarden.client.topics;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of a consumer. Assigns partitions, polls and dispatches until it is closed. */
final class ConsumerThread implements AutoCloseable {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
    private static final long RETRY_DELAY_MILLIS = 500;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerThread.class);

    /** The receiver of polled records. Throws no exception. */
    interface Dispatcher {
        /**
         * Delivers a record.
         *
         * @param attempt number of the delivery, 1 for the first
         * @return the delay after which the record is delivered again; empty if it was handled
         */
        Optional<Duration> dispatch(ConsumerRecord<byte[], byte[]> record, int attempt);
    }

    private final Consumer<byte[], byte[]> consumer;
    private final PartitionAssignment assignment;
    private final Dispatcher dispatcher;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private final FailedDeliveries failures = new FailedDeliveries();
    private volatile boolean ended;

    ConsumerThread(
            String name, Consumer<byte[], byte[]> consumer, PartitionAssignment assignment, Dispatcher dispatcher) {
        this.consumer = consumer;
        this.assignment = assignment;
        this.dispatcher = dispatcher;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean awaitReady(Duration timeout) throws InterruptedException {
        return ready.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean isReady() {
        return ready.getCount() == 0 && !ended;
    }

    private void run() {
        try (consumer) {
            while (closing.getCount() > 0) {
                pollOrBackOff();
            }
        } catch (RuntimeException e) {
            LOG.debug("Consumer thread {} failed to close its Kafka consumer", thread.getName(), e);
        } catch (Error e) {
            LOG.error(
                    "Consumer thread {} stopped: no further record is delivered until the application creates a new"
                            + " consumer",
                    thread.getName(),
                    e);
            throw e;
        } finally {
            ended = true;
        }
    }

    private void pollOrBackOff() {
        try {
            poll();
        } catch (WakeupException e) {
            LOG.debug("Consumer thread {} was woken by close()", thread.getName());
        } catch (InterruptException e) {
            // Only a listener interrupts this thread. A flag left set would fail every further poll.
            boolean cleared = Thread.interrupted();
            LOG.debug("Consumer thread {} was interrupted, continuing (flag cleared: {})", thread.getName(), cleared);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Consumer thread {} failed to poll; no record is delivered until a poll succeeds;"
                            + " retrying in {} ms. Cause: {}",
                    thread.getName(),
                    RETRY_DELAY_MILLIS,
                    e.getMessage());
            backOff();
        }
    }

    private void poll() {
        boolean assigned = assignment.ensureAssigned(consumer);
        if (assigned) {
            ready.countDown();
        } else if (consumer.subscription().isEmpty()) {
            // A topic does not exist yet. A group, in contrast, receives its assignment in poll().
            backOff();
            return;
        }
        failures.resumeDue(consumer, System.nanoTime());
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_TIMEOUT);
        if (!consumer.assignment().isEmpty()) {
            // Before dispatching: the assignment of a group may have arrived in this poll.
            ready.countDown();
        }
        records.partitions().forEach(partition -> deliver(records.records(partition)));
        if (!records.isEmpty()) {
            assignment.commit(consumer);
        }
    }

    /** Delivers the records of one partition up to the first that is to be delivered again. */
    private void deliver(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (closing.getCount() == 0) {
                // The rest is delivered to the next member, or after the restart.
                consumer.seek(new TopicPartition(record.topic(), record.partition()), record.offset());
                return;
            }
            int attempt = failures.attempt(record);
            Optional<Duration> delay = dispatcher.dispatch(record, attempt);
            if (delay.isPresent()) {
                failures.retryAfter(delay.get(), attempt, record, consumer, System.nanoTime());
                return;
            }
            failures.onHandled(record);
        }
    }

    private void backOff() {
        try {
            if (closing.await(RETRY_DELAY_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("Consumer thread {} is closing", thread.getName());
            }
        } catch (InterruptedException e) {
            LOG.debug("Consumer thread {} was interrupted, continuing", thread.getName());
        }
    }

    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
