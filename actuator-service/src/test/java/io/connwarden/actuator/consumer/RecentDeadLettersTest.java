package io.connwarden.actuator.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecentDeadLettersTest {
    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private Instant now = Instant.parse("2026-03-01T03:00:00Z");
    private final RecentDeadLetters recent = new RecentDeadLetters(() -> now);

    @Test
    void dead_letters_are_counted_until_a_time_without_any() {
        assertThat(recent.describe(MAX_AGE)).isEmpty();
        recent.addAll(List.of(deadLetter(7, "no JSON"), deadLetter(8, "two\nlines")));
        now = now.plus(MAX_AGE);
        recent.addAll(List.of(deadLetter(9, "no target")));
        assertThat(recent.describe(MAX_AGE)).contains("3 records, the last is commands-0@9: no target");
        now = now.plus(MAX_AGE).plusMillis(1);
        assertThat(recent.describe(MAX_AGE)).isEmpty();
        recent.addAll(List.of(deadLetter(10, "two\nlines")));
        assertThat(recent.describe(MAX_AGE)).contains("1 record, the last is commands-0@10: two\uFFFDlines");
    }

    private static DeadLetter deadLetter(long offset, String reason) {
        return new DeadLetter(new ConsumerRecord<>("commands", 0, offset, new byte[0], new byte[0]), reason);
    }
}
