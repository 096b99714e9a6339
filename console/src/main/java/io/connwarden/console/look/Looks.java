package io.connwarden.console.look;

import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.client.topics.LookProducer;
import io.connwarden.contracts.message.Look;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The targets that are looked at. Each look of a viewer may send a request for fresh samples, at most one in 3 s per
 * target whatever the number of viewers. A viewer never waits for Kafka. Thread-safe.
 */
public final class Looks implements AutoCloseable {
    /** The time for which one request is valid. */
    static final int SECONDS = 10;

    static final Duration INTERVAL = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);
    private static final int MAX_WAITING = 100;

    private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
    private final Consumer<Look> sender;
    private final LongSupplier nanoTime;
    private final Runnable close;

    Looks(Consumer<Look> sender, LongSupplier nanoTime, Runnable close) {
        this.sender = sender;
        this.nanoTime = nanoTime;
        this.close = close;
    }

    /** Opens the sender of requests. Returns at once, even if Kafka is down. */
    public static Looks open(KafkaSettings kafka) {
        LookProducer producer = LookProducer.open(kafka);
        // With the oldest request dropped, an outage leaves no request that is of no use any more.
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                Looks::daemon,
                new ThreadPoolExecutor.DiscardOldestPolicy());
        return new Looks(look -> executor.execute(() -> send(producer, look)), System::nanoTime, () -> {
            executor.shutdownNow();
            producer.close();
        });
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "console-looks");
        thread.setDaemon(true);
        return thread;
    }

    private static void send(LookProducer producer, Look look) {
        try {
            producer.send(look).get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException failure) {
            LOG.debug(
                    "Request for fresh samples of target {} was not sent; its samples follow at the usual interval",
                    look.target(),
                    failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Records that the latest sample of a target is looked at. The target must be a known one. */
    public void look(String target) {
        long now = nanoTime.getAsLong();
        boolean[] due = new boolean[1];
        sentAt.compute(target, (id, before) -> {
            due[0] = before == null || now - before >= INTERVAL.toNanos();
            return due[0] ? Long.valueOf(now) : before;
        });
        if (due[0]) {
            sender.accept(new Look(target, SECONDS));
        }
    }

    @Override
    public void close() {
        close.run();
    }
}
