package io.connwarden.client.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.failsafe.FailsafeException;
import io.connwarden.client.call.AttemptFailedException;
import io.connwarden.client.call.AttemptFailure;
import io.connwarden.client.call.AttemptFailure.Phase;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.Stage;
import io.connwarden.client.deadline.Deadline;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryFailedException;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryTimeoutException;
import io.connwarden.client.status.LaneName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryStageTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicInteger retries = new AtomicInteger();
    private final Queue<RuntimeException> failures = new ArrayDeque<>();
    private final RetryStage stage = new RetryStage(new Failing(), NanoClock.SYSTEM, call -> {
        retries.incrementAndGet();
    });

    /** Throws the prepared failures, then runs the query. */
    private final class Failing implements Stage {
        @Override
        public <T extends @Nullable Object> T run(Call call, Query<T> query) {
            call.beginAttempt(LaneName.RESERVED);
            RuntimeException failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
            try {
                return query.run(null);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }

    @AfterEach
    void clearInterrupt() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void attempts_are_made_until_one_succeeds() {
        failures.addAll(List.of(failure(Phase.CONNECTING, "53300"), failure(Phase.RUNNING, "57P01")));
        assertThat(run(QueryOptions.read("read"), LONG)).isEqualTo("answer");
        assertThat(retries).hasValue(2);
    }

    @Test
    void exhausted_retries_are_named_in_the_message() {
        failures.addAll(List.of(failure(Phase.RUNNING, "57P01"), failure(Phase.RUNNING, "57P01")));
        assertThatThrownBy(() -> run(QueryOptions.read("read").withRetryAttempts(1), LONG))
                .isInstanceOf(QueryFailedException.class)
                .hasMessageContaining("the limit of 1 retry attempts is reached");
    }

    @Test
    void a_possible_effect_of_an_earlier_attempt_is_reported_when_a_later_one_cannot_connect() {
        failures.addAll(List.of(
                failure(Phase.RUNNING, "57P01"),
                failure(Phase.CONNECTING, "53300"),
                failure(Phase.CONNECTING, "28P01")));
        QueryException ended = catchThrowableOfType(
                QueryException.class, () -> run(QueryOptions.write("write").asIdempotent(), LONG));
        assertThat(ended.effect()).isEqualTo(FailureEffect.POSSIBLE);
        assertThat(ended).hasMessageContaining("may have been applied");
    }

    @Test
    void a_possible_effect_of_an_earlier_attempt_is_reported_when_the_deadline_passes() {
        failures.add(failure(Phase.RUNNING, "57P01"));
        // More failures than retry attempts: in the last millisecond before the deadline, retries follow without delay.
        for (int i = 0; i < 200; i++) {
            failures.add(failure(Phase.CONNECTING, "53300"));
        }
        QueryException ended = catchThrowableOfType(
                QueryException.class,
                () -> run(QueryOptions.write("write").asIdempotent().withRetryAttempts(100), Duration.ofMillis(300)));
        assertThat(ended).isInstanceOf(QueryTimeoutException.class);
        assertThat(ended.effect()).isEqualTo(FailureEffect.POSSIBLE);
    }

    @Test
    void an_interrupt_during_the_retry_delay_ends_the_call_and_stays_set() {
        failures.add(failure(Phase.RUNNING, "57P01"));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run(QueryOptions.read("read"), LONG)).isInstanceOf(QueryInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_failsafe_exception_of_the_querys_own_code_passes_through() {
        FailsafeException own = new FailsafeException(new IllegalStateException("the application's own"));
        failures.addAll(List.of(failure(Phase.RUNNING, "57P01"), own));
        assertThatThrownBy(() -> run(QueryOptions.read("read"), LONG)).isSameAs(own);
    }

    private String run(QueryOptions options, Duration within) {
        int tries = options.retryAttempts() == null ? 5 : options.retryAttempts();
        return stage.run(
                new Call(options, tries, Deadline.after(within, NanoClock.SYSTEM), false), connection -> "answer");
    }

    private static AttemptFailedException failure(Phase phase, String sqlState) {
        int remaining = phase == Phase.CONNECTING ? 0 : 1;
        return new AttemptFailedException(new AttemptFailure(phase, remaining, new SQLException("failed", sqlState)));
    }
}
