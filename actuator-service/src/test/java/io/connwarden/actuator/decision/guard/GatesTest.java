package io.connwarden.actuator.decision.guard;

import static io.connwarden.actuator.decision.SessionSketch.NOW;
import static io.connwarden.actuator.decision.SituationSketch.critical;
import static io.connwarden.actuator.decision.SituationSketch.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.PolicySketch;
import io.connwarden.actuator.decision.SituationSketch;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Paused;
import io.connwarden.actuator.decision.verdict.Decision;
import io.connwarden.contracts.message.Status;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GatesTest {
    private static final Policy POLICY = Policy.standard();
    private static final Instant TWO = Instant.parse("2026-03-01T02:00:00Z");

    @Test
    void g1_is_open_from_the_least_visibility_on() {
        assertThat(new G1Visibility().closed(critical().visibility(95).build(), POLICY))
                .isEmpty();
        assertThat(new G1Visibility().closed(critical().visibility(94.99).build(), POLICY))
                .contains(new Decision.Refused(
                        Ground.G1,
                        "only 94.99 % of the sessions can be seen, at least 95 % must be; GRANT pg_monitor to our role"
                                + " (G1)"));
    }

    @Test
    void g1_refuses_what_could_not_be_looked_at() {
        String reason = "the target could not be looked at (status UNREACHABLE) (G1)";
        assertThat(new G1Visibility()
                        .closed(healthy().status(Status.UNREACHABLE).build(), POLICY))
                .contains(new Decision.Refused(Ground.G1, reason));
        assertThat(new G1Visibility()
                        .closed(healthy().status(Status.UNREACHABLE).uncounted().build(), POLICY))
                .contains(new Decision.Refused(Ground.G1, reason));
        assertThat(new G1Visibility().closed(healthy().uncounted().build(), POLICY))
                .isPresent();
    }

    @Test
    void g1_refuses_an_unknown_status_whatever_the_figures() {
        assertThat(new G1Visibility().closed(healthy().status(Status.UNKNOWN).build(), POLICY))
                .contains(new Decision.Refused(Ground.G1, "the target's state is not known (status UNKNOWN) (G1)"));
    }

    @Test
    void g2_names_who_paused_and_why() {
        SituationSketch one = healthy().paused(new Paused("ann", "deploying", false, TWO));
        SituationSketch every = healthy().paused(new Paused("ann", "deploying", true, TWO));
        assertThat(new G2Paused().closed(one.build(), POLICY))
                .contains(new Decision.Refused(
                        Ground.G2, "paused by ann since 2026-03-01T02:00:00Z: deploying; RESUME lifts it (G2)"));
        assertThat(new G2Paused().closed(every.build(), POLICY))
                .contains(new Decision.Refused(
                        Ground.G2,
                        "every target is paused by ann since 2026-03-01T02:00:00Z: deploying; RESUME * lifts it (G2)"));
        assertThat(new G2Paused().closed(healthy().build(), POLICY)).isEmpty();
    }

    @Test
    void g2_holds_by_configuration_too() {
        Policy paused = PolicySketch.with(PolicySketch.settings().paused());
        assertThat(new G2Paused().closed(healthy().build(), paused))
                .contains(new Decision.Refused(Ground.G2, "paused by configuration (policy.paused) (G2)"));
    }

    @Test
    void g3_rests_a_rule_for_its_time_and_no_longer() {
        assertThat(resting(Ground.R2, Ground.R2, Duration.ofMillis(59_999)))
                .isEqualTo("R2 acted 59 s ago and rests for 1 min (G3)");
        assertThat(resting(Ground.R2, Ground.R2, Duration.ofSeconds(60))).isNull();
        assertThat(resting(Ground.R1, Ground.R1, Duration.ofSeconds(9)))
                .isEqualTo("R1 acted 9 s ago and rests for 10 s (G3)");
        assertThat(resting(Ground.R1, Ground.R1, Duration.ofSeconds(10))).isNull();
    }

    @Test
    void g3_rests_each_rule_on_its_own() {
        assertThat(resting(Ground.R2, Ground.R3, Duration.ofSeconds(1))).isNull();
    }

    @Test
    void a_clock_set_back_does_not_rest_a_rule_for_hours() {
        assertThat(resting(Ground.R1, Ground.R1, Duration.ofSeconds(-9))).isNotNull();
        assertThat(resting(Ground.R1, Ground.R1, Duration.ofHours(-1))).isNull();
    }

    @Test
    void g3_measures_by_our_own_clock_not_the_targets() {
        SituationSketch ahead = healthy().now(NOW.plus(Duration.ofHours(5))).acted(Ground.R2, Duration.ofSeconds(1));
        assertThat(new G3Cooldown().resting(Ground.R2, ahead.build(), POLICY)).isPresent();
    }

    private static String resting(Ground asked, Ground acted, Duration ago) {
        return new G3Cooldown()
                .resting(asked, healthy().acted(acted, ago).build(), POLICY)
                .orElse(null);
    }
}
