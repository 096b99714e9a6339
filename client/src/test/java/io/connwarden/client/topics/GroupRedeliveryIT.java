package io.connwarden.client.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.codec.DecodeResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Listeners of a group that do not handle a record, on a real broker. */
class GroupRedeliveryIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final RedeliveryPolicy BRIEF =
            new RedeliveryPolicy(Duration.ofMillis(50), Duration.ofMillis(200), 4);
    private static final RedeliveryPolicy ENDLESS =
            new RedeliveryPolicy(Duration.ofMillis(50), Duration.ofMillis(200), 1_000_000);

    private TestTopics topics;
    private String topic;

    /** A listener that records deliveries and fails for some values. */
    private static final class Recording implements RecordListener {
        final List<String> deliveries = new CopyOnWriteArrayList<>();
        final List<String> failed = new CopyOnWriteArrayList<>();
        final Predicate<String> fails;

        Recording(Predicate<String> fails) {
            this.fails = fails;
        }

        @Override
        public void onRecord(ConsumerRecord<byte[], byte[]> record, DecodeResult decoded) {
            String value = value(record);
            deliveries.add(value);
            if (fails.test(value)) {
                throw new IllegalStateException("cannot handle " + value);
            }
        }

        @Override
        public void onFailed(ConsumerRecord<byte[], byte[]> record, RuntimeException failure) {
            failed.add(value(record) + ": " + failure.getMessage());
        }

        private static String value(ConsumerRecord<byte[], byte[]> record) {
            return new String(record.value(), StandardCharsets.UTF_8);
        }
    }

    @BeforeEach
    void open() {
        topics = new TestTopics();
        topic = topics.topics().alerts();
        topics.create(topic);
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void a_record_is_delivered_again_until_it_is_handled_and_the_next_one_waits() {
        AtomicInteger failures = new AtomicInteger(2);
        Recording listener = new Recording(value -> value.equals("first") && failures.getAndDecrement() > 0);
        send("first", "second");
        try (RecordConsumer consumer = start(BRIEF, listener)) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(listener.deliveries).hasSize(4));
            assertThat(listener.deliveries).containsExactly("first", "first", "first", "second");
            assertThat(consumer.listenerFailures()).isEqualTo(2);
            assertThat(listener.failed).isEmpty();
        }
    }

    @Test
    void a_record_that_was_not_handled_is_delivered_to_the_next_member() {
        send("first", "second");
        Recording failing = new Recording(value -> true);
        try (RecordConsumer consumer = start(ENDLESS, failing)) {
            await().atMost(SOON).until(() -> consumer.listenerFailures() >= 2);
        }
        assertThat(failing.deliveries).containsOnly("first");
        Recording next = new Recording(value -> false);
        try (RecordConsumer consumer = start(ENDLESS, next)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(next.deliveries).containsExactly("first", "second"));
            assertThat(consumer.listenerFailures()).isZero();
        }
    }

    @Test
    void a_record_that_is_never_handled_is_given_up_and_the_group_goes_on() {
        Recording listener = new Recording(value -> value.equals("first"));
        send("first", "second");
        try (RecordConsumer consumer = start(BRIEF, listener)) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(listener.deliveries).contains("second"));
            assertThat(listener.deliveries).containsExactly("first", "first", "first", "first", "second");
            assertThat(listener.failed).containsExactly("first: cannot handle first");
            assertThat(consumer.isReady()).isTrue();
        }
        Recording next = new Recording(value -> false);
        send("third");
        try (RecordConsumer consumer = start(BRIEF, next)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(next.deliveries).containsExactly("third"));
            assertThat(consumer.listenerFailures()).isZero();
        }
    }

    @Test
    void a_closed_consumer_delivers_no_record_after_the_one_in_progress() throws InterruptedException {
        send("first", "second");
        CountDownLatch release = new CountDownLatch(1);
        Recording listener = new Recording(value -> awaitRelease(release));
        RecordConsumer consumer = start(BRIEF, listener);
        await().atMost(SOON).untilAsserted(() -> assertThat(listener.deliveries).containsExactly("first"));
        Thread closing = new Thread(consumer::close, "closing");
        closing.start();
        // close() has asked for the end as soon as it waits for the thread of the consumer.
        await().atMost(SOON).until(() -> closing.getState() == Thread.State.TIMED_WAITING || !closing.isAlive());
        release.countDown();
        closing.join();
        assertThat(listener.deliveries).containsExactly("first");
        Recording next = new Recording(value -> false);
        try (RecordConsumer again = start(BRIEF, next)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(next.deliveries).contains("second"));
            assertThat(again.listenerFailures()).isZero();
        }
    }

    private static boolean awaitRelease(CountDownLatch release) {
        try {
            assertThat(release.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void another_partition_goes_on_while_one_waits() {
        AtomicBoolean fails = new AtomicBoolean(true);
        Recording listener = new Recording(value -> value.equals("first") && fails.get());
        send("first");
        try (RecordConsumer consumer = start(ENDLESS, listener)) {
            await().atMost(SOON).until(() -> consumer.listenerFailures() >= 1);
            topics.sendToPartition(topic, 1, "other".getBytes(StandardCharsets.UTF_8));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(listener.deliveries).contains("other"));
            fails.set(false);
            send("second");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(listener.deliveries).contains("second"));
        }
    }

    private RecordConsumer start(RedeliveryPolicy policy, RecordListener listener) {
        ConsumerOptions group = ConsumerOptions.startingAt(new StartPosition.Earliest())
                .inGroup(topics.topics().prefix() + "pager")
                .withRedelivery(policy);
        return RecordConsumer.start(topics.kafkaSettings(), List.of(topic), group, listener);
    }

    /** Sends values to the same partition. */
    private void send(String... values) {
        for (String value : values) {
            topics.sendToPartition(topic, 0, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
