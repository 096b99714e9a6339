package io.connwarden.client.topics;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread behind a consumer: takes its seat, polls, delivers, until it is closed. */
final class ConsumerThread implements AutoCloseable {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
    private static final long RETRY_DELAY_MILLIS = 500;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerThread.class);

    private final Consumer<byte[], byte[]> consumer;
    private final PartitionAssignment assignment;
    private final EventDispatcher<?> dispatcher;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean ended;

    private ConsumerThread(
            String name,
            Consumer<byte[], byte[]> consumer,
            PartitionAssignment assignment,
            EventDispatcher<?> dispatcher) {
        this.consumer = consumer;
        this.assignment = assignment;
        this.dispatcher = dispatcher;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    static ConsumerThread start(
            String name,
            Supplier<Consumer<byte[], byte[]>> consumer,
            PartitionAssignment assignment,
            EventDispatcher<?> dispatcher) {
        ConsumerThread started = new ConsumerThread(name, consumer.get(), assignment, dispatcher);
        started.thread.start();
        return started;
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
            LOG.debug("A consumer was not closed in order", e);
        } catch (Error e) {
            LOG.error("{} ends and reads nothing more", thread.getName(), e);
            throw e;
        } finally {
            ended = true;
        }
    }

    private void pollOrBackOff() {
        try {
            poll();
        } catch (WakeupException e) {
            LOG.debug("{} is woken", thread.getName());
        } catch (InterruptException e) {
            // A listener's doing. Left set, the flag would end every further poll at once.
            boolean cleared = Thread.interrupted();
            LOG.debug("{} is interrupted ({}), which does not end it: close() does", thread.getName(), cleared);
        } catch (RuntimeException e) {
            LOG.warn("{} could not read and will try again: {}", thread.getName(), e.getMessage());
            backOff();
        }
    }

    private void poll() {
        boolean assigned = assignment.ensureAssigned(consumer);
        if (assigned) {
            ready.countDown();
        } else if (consumer.subscription().isEmpty()) {
            // The topic does not exist yet. A group, on the other hand, is seated by polling.
            backOff();
            return;
        }
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL_TIMEOUT);
        if (!consumer.assignment().isEmpty()) {
            // Before it delivers anything: a group that was seated by this very poll is ready by now.
            ready.countDown();
        }
        polled.forEach(dispatcher::dispatch);
        if (!polled.isEmpty()) {
            assignment.commit(consumer);
        }
    }

    private void backOff() {
        try {
            if (closing.await(RETRY_DELAY_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("{} ends", thread.getName());
            }
        } catch (InterruptedException e) {
            LOG.debug("{} is interrupted, which does not end it: close() does", thread.getName());
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
