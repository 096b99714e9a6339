package io.connwarden.actuator.decision.guard;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.TestPolicies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.SituationBuilder;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TargetGuardsTest {
    private static final Policy POLICY = Policy.defaults();
    private static final Instant TWO = Instant.parse("2026-03-01T02:00:00Z");

    @Test
    void g1_passes_from_the_minimum_visibility_on() {
        assertThat(new G1Visibility().check(critical().visibility(95).build(), POLICY))
                .isEmpty();
        assertThat(new G1Visibility().check(critical().visibility(94.99).build(), POLICY))
                .contains(new Decision.Rejected(
                        RuleId.G1,
                        "only 94.9 % of the sessions are visible, at least 95 % required; GRANT pg_monitor to the"
                                + " role of Connwarden (G1)"));
    }

    @Test
    void g1_rejects_a_target_that_could_not_be_sampled() {
        String reason = "the target could not be sampled (status UNREACHABLE) (G1)";
        assertThat(new G1Visibility()
                        .check(healthy().status(HealthStatus.UNREACHABLE).build(), POLICY))
                .contains(new Decision.Rejected(RuleId.G1, reason));
        assertThat(new G1Visibility()
                        .check(
                                healthy()
                                        .status(HealthStatus.UNREACHABLE)
                                        .uncounted()
                                        .build(),
                                POLICY))
                .contains(new Decision.Rejected(RuleId.G1, reason));
        assertThat(new G1Visibility().check(healthy().uncounted().build(), POLICY))
                .isPresent();
    }

    @Test
    void g1_rejects_status_UNKNOWN_whatever_the_counts() {
        assertThat(new G1Visibility()
                        .check(healthy().status(HealthStatus.UNKNOWN).build(), POLICY))
                .contains(new Decision.Rejected(RuleId.G1, "the status of the target is UNKNOWN (G1)"));
    }

    @Test
    void g2_names_the_requester_and_the_reason_of_a_pause() {
        SituationBuilder one =
                healthy().paused(new TargetPause("ann", "deploying", false, TWO, "send RESUME to continue"));
        SituationBuilder every =
                healthy().paused(new TargetPause("ann", "deploying", true, TWO, "send RESUME for * to continue"));
        assertThat(new G2Paused().check(one.build(), POLICY))
                .contains(new Decision.Rejected(
                        RuleId.G2,
                        "paused by ann since 2026-03-01T02:00:00Z: deploying; send RESUME to continue (G2)"));
        assertThat(new G2Paused().check(every.build(), POLICY))
                .contains(new Decision.Rejected(
                        RuleId.G2,
                        "all targets are paused by ann since 2026-03-01T02:00:00Z: deploying; send RESUME for * to"
                                + " continue (G2)"));
        assertThat(new G2Paused().check(healthy().build(), POLICY)).isEmpty();
    }

    @Test
    void g2_rejects_a_target_paused_by_configuration() {
        Policy paused = policy("paused=true");
        assertThat(new G2Paused().check(healthy().build(), paused))
                .contains(new Decision.Rejected(RuleId.G2, "paused by configuration (policy.paused) (G2)"));
    }

    @Test
    void g3_holds_back_a_rule_until_its_cooldown_has_passed() {
        assertThat(resting(RuleId.R2, RuleId.R2, Duration.ofMillis(59_999)))
                .isEqualTo("R2 acted 59 s ago, cooldown 1 min (G3)");
        assertThat(resting(RuleId.R2, RuleId.R2, Duration.ofSeconds(60))).isNull();
        assertThat(resting(RuleId.R1, RuleId.R1, Duration.ofSeconds(9)))
                .isEqualTo("R1 acted 9 s ago, cooldown 10 s (G3)");
        assertThat(resting(RuleId.R1, RuleId.R1, Duration.ofSeconds(10))).isNull();
    }

    @Test
    void g3_applies_to_each_rule_separately() {
        assertThat(resting(RuleId.R2, RuleId.R3, Duration.ofSeconds(1))).isNull();
    }

    @Test
    void a_clock_set_back_does_not_prolong_a_cooldown() {
        assertThat(resting(RuleId.R1, RuleId.R1, Duration.ofSeconds(-9))).isNotNull();
        assertThat(resting(RuleId.R1, RuleId.R1, Duration.ofHours(-1))).isNull();
    }

    @Test
    void g3_measures_by_the_clock_of_the_actuator() {
        SituationBuilder ahead = healthy().now(NOW.plus(Duration.ofHours(5))).acted(RuleId.R2, Duration.ofSeconds(1));
        assertThat(new G3Cooldown().cooldownReason(RuleId.R2, ahead.build(), POLICY, false))
                .isPresent();
    }

    private static String resting(RuleId asked, RuleId acted, Duration ago) {
        return new G3Cooldown()
                .cooldownReason(asked, healthy().actedReally(acted, ago).build(), POLICY, false)
                .orElse(null);
    }
}
