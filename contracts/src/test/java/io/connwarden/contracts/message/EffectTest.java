package io.connwarden.contracts.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EffectTest {

    @ParameterizedTest
    @EnumSource(
            value = SessionOutcome.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TERMINATED", "CANCELLED"})
    void without_a_reclaimed_session_there_is_no_effect(SessionOutcome outcome) {
        assertThat(effect(true, outcome)).isEqualTo(Effect.NONE);
        assertThat(effect(false, outcome)).isEqualTo(Effect.NONE);
    }

    @Test
    void an_action_without_sessions_has_no_effect() {
        assertThat(effect(true)).isEqualTo(Effect.NONE);
        assertThat(effect(false)).isEqualTo(Effect.NONE);
    }

    @ParameterizedTest
    @EnumSource(
            value = SessionOutcome.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TERMINATED", "CANCELLED"})
    void each_named_session_that_was_not_reclaimed_makes_the_effect_partial(SessionOutcome outcome) {
        assertThat(effect(true, SessionOutcome.TERMINATED, outcome)).isEqualTo(Effect.PARTIAL);
    }

    @Test
    void a_rule_has_the_full_effect_although_it_spared_sessions() {
        assertThat(effect(
                        false,
                        SessionOutcome.TERMINATED,
                        SessionOutcome.CANCELLED,
                        SessionOutcome.SPARED,
                        SessionOutcome.PROTECTED,
                        SessionOutcome.CHANGED,
                        SessionOutcome.ALREADY_GONE))
                .isEqualTo(Effect.FULL);
        assertThat(effect(false, SessionOutcome.TERMINATED, SessionOutcome.UNRESPONSIVE))
                .isEqualTo(Effect.PARTIAL);
    }

    private static Effect effect(boolean named, SessionOutcome... outcomes) {
        List<SessionReport> sessions = Arrays.stream(outcomes)
                .map(outcome -> SessionReport.builder(1, outcome, "because").build())
                .toList();
        return Effect.of(sessions, named);
    }
}
