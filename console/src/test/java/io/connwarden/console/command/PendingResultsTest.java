package io.connwarden.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Result;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PendingResultsTest {
    private static final EventId COMMAND = new EventId("urn:connwarden:console", "ticket-4711");

    private final PendingResults pending = new PendingResults();

    @Test
    void a_result_answers_each_request_for_its_command_and_none_for_another_command_under_the_id() {
        CompletableFuture<Event<Result>> first = pending.register(COMMAND, "aa");
        CompletableFuture<Event<Result>> second = pending.register(COMMAND, "aa");
        CompletableFuture<Event<Result>> other = pending.register(COMMAND, "bb");
        pending.onResult(result("cc"));
        assertThat(first).isNotDone();
        pending.onResult(result("aa"));
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(other).isNotDone();
        pending.onResult(result("bb"));
        assertThat(other.join().data().commandDigest()).isEqualTo("bb");
    }

    @Test
    void a_result_without_a_digest_answers_every_request_under_the_id() {
        CompletableFuture<Event<Result>> waiting = pending.register(COMMAND, "aa");
        pending.onResult(result(null));
        assertThat(waiting).isCompleted();
    }

    @Test
    void a_released_command_is_forgotten_after_its_last_request() {
        CompletableFuture<Event<Result>> first = pending.register(COMMAND, "aa");
        assertThat(pending.register(COMMAND, "aa")).isSameAs(first);
        pending.release(COMMAND, "aa");
        assertThat(pending.size()).isEqualTo(1);
        pending.release(COMMAND, "aa");
        assertThat(pending.size()).isZero();
    }

    private static Event<Result> result(@Nullable String digest) {
        Instant now = Instant.EPOCH;
        Result result = Result.builder("db", CommandOutcome.REJECTED, new DecisionReason("INTAKE", "x"), now, now)
                .command(COMMAND.source(), COMMAND.id())
                .commandDigest(digest)
                .build();
        return new Event<>(new EventId("urn:connwarden:actuator", "r"), now, result);
    }
}
