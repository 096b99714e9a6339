package io.connwarden.console.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.console.access.Caller;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LatestStatesTest {
    private final AtomicLong now = new AtomicLong();
    private final LatestStates states = new LatestStates(now::get);
    private int requests;

    @Test
    void a_state_is_requested_again_after_two_seconds() {
        Result first = get("alpha");
        pass(Duration.ofMillis(1_999));
        assertThat(get("alpha")).isSameAs(first);
        assertThat(requests).isOne();
        pass(Duration.ofMillis(1));
        assertThat(get("alpha")).isNotSameAs(first);
        assertThat(requests).isEqualTo(2);
    }

    @Test
    void targets_have_separate_states() {
        get("alpha");
        get("beta");
        assertThat(requests).isEqualTo(2);
    }

    @Test
    void a_caller_waits_for_two_states_at_a_time_and_other_callers_go_on() {
        states.get(
                caller("ann"),
                "alpha",
                () -> states.get(caller("ann"), "beta", () -> {
                    assertThatThrownBy(() -> states.get(caller("ann"), "gamma", this::result))
                            .isInstanceOfSatisfying(
                                    ProblemException.class,
                                    problem -> assertThat(
                                                    problem.getStatusCode().value())
                                            .isEqualTo(429));
                    assertThat(requests).isZero();
                    return states.get(caller("bob"), "gamma", this::result);
                }));
        assertThat(requests).isOne();
        pass(Duration.ofSeconds(2));
        get("alpha");
        assertThat(requests).isEqualTo(2);
    }

    @Test
    void a_failed_request_leaves_no_permit_occupied() {
        Supplier<Result> failing = () -> {
            throw new IllegalStateException("planted");
        };
        for (int i = 0; i < LatestStates.MAX_REQUESTS + 1; i++) {
            assertThatThrownBy(() -> states.get(caller("ann"), "alpha", failing))
                    .hasMessage("planted");
        }
    }

    private Result get(String target) {
        return states.get(caller("ann"), target, this::result);
    }

    private Result result() {
        requests++;
        return Result.builder(
                        "alpha",
                        CommandOutcome.COMPLETED,
                        new DecisionReason("COMMAND", "as requested"),
                        Instant.EPOCH,
                        Instant.EPOCH)
                .build();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static Caller caller(String name) {
        return new Caller(name, Set.of(), Optional.empty(), "token:" + name, null);
    }
}
