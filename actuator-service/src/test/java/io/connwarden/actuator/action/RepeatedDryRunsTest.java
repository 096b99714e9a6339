package io.connwarden.actuator.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.contracts.message.RuleId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedDryRunsTest {
    private static final String HELD = "R1: the sessions are those of the last dry runs, which are in the log; the same"
            + " sessions are recorded again after 5 min";

    @Test
    void a_held_rule_leaves_the_reasons_of_other_rules_and_modes_visible() {
        assertThat(withHeldR1(
                        RuleId.G4,
                        "R4: the budget of 10 terminations per hour is used up (G4); mode watch: R1 acted 0 ms ago,"
                                + " cooldown 10 s (G3); R2 acted 20 s ago, cooldown 1 min (G3)"))
                .isEqualTo(new Decision.NoAction(
                        RuleId.G4,
                        HELD + "; R4: the budget of 10 terminations per hour is used up (G4); R2 acted 20 s ago,"
                                + " cooldown 1 min (G3)",
                        List.of()));
    }

    @Test
    void the_cooldown_of_a_held_rule_is_not_told_because_its_dry_run_was_not_made() {
        assertThat(withHeldR1(RuleId.G3, "mode watch: R1 acted 0 ms ago, cooldown 10 s (G3)"))
                .isEqualTo(new Decision.NoAction(RuleId.G3, HELD, List.of()));
    }

    private static Decision.NoAction withHeldR1(RuleId rule, String reason) {
        return RepeatedDryRuns.withHeld(new Decision.NoAction(rule, reason, List.of()), EnumSet.of(RuleId.R1));
    }
}
