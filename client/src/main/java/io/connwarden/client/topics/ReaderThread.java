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
final class ReaderThread implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PAUSE_MILLIS = 500;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(ReaderThread.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Seat seat;
    private final Deliveries<?> deliveries;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean ended;

    private ReaderThread(String name, Consumer<byte[], byte[]> consumer, Seat seat, Deliveries<?> deliveries) {
        this.consumer = consumer;
        this.seat = seat;
        this.deliveries = deliveries;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    static ReaderThread start(
            String name, Supplier<Consumer<byte[], byte[]>> consumer, Seat seat, Deliveries<?> deliveries) {
        ReaderThread reader = new ReaderThread(name, consumer.get(), seat, deliveries);
        reader.thread.start();
        return reader;
    }

    boolean awaitReady(Duration atMost) throws InterruptedException {
        return ready.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean isReady() {
        return ready.getCount() == 0 && !ended;
    }

    private void run() {
        try (consumer) {
            while (closing.getCount() > 0) {
                readOrPause();
            }
        } catch (RuntimeException e) {
            log.debug("A consumer was not closed in order", e);
        } catch (Error e) {
            log.error("{} ends and reads nothing more", thread.getName(), e);
            throw e;
        } finally {
            ended = true;
        }
    }

    private void readOrPause() {
        try {
            read();
        } catch (WakeupException e) {
            log.debug("{} is woken", thread.getName());
        } catch (InterruptException e) {
            // A listener's doing. Left set, the flag would end every further poll at once.
            boolean cleared = Thread.interrupted();
            log.debug("{} is interrupted ({}), which does not end it: close() does", thread.getName(), cleared);
        } catch (RuntimeException e) {
            log.warn("{} could not read and will try again: {}", thread.getName(), e.getMessage());
            pause();
        }
    }

    private void read() {
        boolean seated = seat.take(consumer);
        if (seated) {
            ready.countDown();
        } else if (consumer.subscription().isEmpty()) {
            // The topic does not exist yet. A group, on the other hand, is seated by polling.
            pause();
            return;
        }
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        if (!consumer.assignment().isEmpty()) {
            // Before it delivers anything: a group that was seated by this very poll is ready by now.
            ready.countDown();
        }
        polled.forEach(deliveries::deliver);
        if (!polled.isEmpty()) {
            seat.delivered(consumer);
        }
    }

    private void pause() {
        try {
            if (closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                log.debug("{} ends", thread.getName());
            }
        } catch (InterruptedException e) {
            log.debug("{} is interrupted, which does not end it: close() does", thread.getName());
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
            thread.join(CLOSE_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
