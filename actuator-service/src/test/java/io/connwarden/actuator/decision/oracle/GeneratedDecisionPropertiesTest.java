package io.connwarden.actuator.decision.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.testing.SeededTest;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Decisions on generated lists of sessions, compared with the statements of the documentation. */
class GeneratedDecisionPropertiesTest {
    private static final int SEEDS = 20;
    private static final int CASES_PER_SEED = 50;

    @SeededTest(count = SEEDS)
    void each_decision_on_a_generated_list_agrees_with_the_documentation(long seed) {
        LongStream.range(0, CASES_PER_SEED)
                .map(i -> seed * CASES_PER_SEED + i)
                .forEach(each -> assertThat(GeneratedCase.of(each)
                                .flatMap(judged -> DecisionOracle.violations(judged).stream())
                                .toList())
                        .as("case %dL of seed %dL", each, seed)
                        .isEmpty());
    }

    @Test
    void the_generated_lists_reach_every_statement() {
        List<JudgedDecision> judged =
                LongStream.range(0, 400).boxed().flatMap(GeneratedCase::of).toList();
        assertThat(DecisionOracle.REQUIREMENTS)
                .allSatisfy(requirement -> assertThat(
                                judged.stream().mapToLong(requirement::concerns).sum())
                        .as("sessions that this is about: %s", requirement.text())
                        .isPositive());
    }
}
