package io.connwarden.actuator;

import static io.connwarden.actuator.decision.TestPolicies.policyOver;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.PolicySummary.Effect;
import io.connwarden.actuator.decision.policy.Policy;
import org.junit.jupiter.api.Test;

class PolicySummaryTest {

    @Test
    void a_policy_acts_or_watches_if_every_rule_does_so_for_every_session() {
        assertThat(summary()).isEqualTo(new PolicySummary(Effect.WATCH, "watch"));
        assertThat(summary("mode=act")).isEqualTo(new PolicySummary(Effect.ACT, "act"));
        assertThat(summary("mode=act", "overrides[0].match.users=batch", "overrides[0].mode=watch"))
                .isEqualTo(new PolicySummary(Effect.BY_RULE, "act; for users: batch: watch"));
        assertThat(summary("modes.r4=act"))
                .isEqualTo(new PolicySummary(Effect.BY_RULE, "R1 watch, R2 watch, R3 watch, R4 act"));
        assertThat(summary("mode=ask")).isEqualTo(new PolicySummary(Effect.ASK, "ask"));
        assertThat(summary("mode=off")).isEqualTo(new PolicySummary(Effect.OFF, "off"));
        assertThat(summary("overrides[0].match.applications=worker", "overrides[0].modes.r2=act"))
                .isEqualTo(new PolicySummary(Effect.BY_RULE, "watch; for applications: worker: R2 act"));
    }

    @Test
    void a_dry_run_or_a_pause_by_configuration_counts_more_than_the_modes() {
        assertThat(summary("mode=act", "dry-run=true")).isEqualTo(new PolicySummary(Effect.DRY_RUN, "act"));
        assertThat(summary("mode=act", "dry-run=true", "paused=true"))
                .isEqualTo(new PolicySummary(Effect.PAUSED, "act"))
                .hasToString("act, paused (policy.paused)");
        assertThat(summary("dry-run=true")).hasToString("watch, dry run (policy.dry-run)");
    }

    private static PolicySummary summary(String... settings) {
        return PolicySummary.of(policyOver(Policy.defaults(), settings));
    }
}
