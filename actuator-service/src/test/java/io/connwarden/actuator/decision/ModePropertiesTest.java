package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.EffectiveModes;
import io.connwarden.actuator.decision.policy.Mode;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.testing.SeededTest;
import io.connwarden.testing.Seeds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;

/** Properties of decisions with random modes and overrides, on the random cases of all decisions. */
@Tag(Seeds.TAG)
class ModePropertiesTest {
    private static final Trigger HEALTH_EVENT = new Trigger.HealthEventTrigger(NOW);

    @SeededTest(count = 150)
    void every_victim_has_the_mode_of_its_decision(long seed) {
        Case tested = Case.of(seed);
        EffectiveModes modes = tested.policy.effectiveModes();
        for (Victim victim : tested.victims()) {
            Mode mode = modes.of(tested.decision.ruleId(), victim.session());
            if (tested.decision instanceof Decision.Ask) {
                assertThat(mode).isEqualTo(Mode.ASK);
            } else if (tested.isRealAction()) {
                assertThat(mode).isEqualTo(Mode.ACT);
            } else {
                assertThat(mode).isIn(Mode.WATCH, tested.policy.dryRun() ? Mode.ACT : Mode.WATCH);
            }
        }
    }

    @SeededTest(count = 150)
    void no_session_is_both_selected_and_spared_or_reported_twice(long seed) {
        Case tested = Case.of(seed);
        List<Session> all = new ArrayList<>();
        tested.victims().forEach(each -> all.add(each.session()));
        tested.decision.spared().forEach(each -> all.add(each.session()));
        assertThat(all).doesNotHaveDuplicates();
    }

    @SeededTest(count = 150)
    void a_session_spared_by_its_mode_has_another_mode_than_the_decision(long seed) {
        Case tested = Case.of(seed);
        EffectiveModes modes = tested.policy.effectiveModes();
        for (SparedSession spared : tested.decision.spared()) {
            for (RuleId rule : List.of(RuleId.R1, RuleId.R2, RuleId.R3, RuleId.R4)) {
                if (tested.isRealAction() && spared.reason().contains("mode of " + rule)) {
                    assertThat(modes.of(rule, spared.session())).isNotEqualTo(Mode.ACT);
                }
            }
        }
    }

    @SeededTest(count = 150)
    void the_same_mode_for_all_sessions_selects_the_same_sessions_whatever_the_mode(long seed) {
        RandomCase random = RandomCase.of(seed);
        Map<Mode, Decision> decisions = new EnumMap<>(Mode.class);
        for (Mode mode : List.of(Mode.ACT, Mode.ASK, Mode.WATCH)) {
            Policy policy = TestPolicies.policyOver(random.policy(), "mode=" + mode, "dry-run=false");
            decisions.put(mode, Decider.standard().decide(HEALTH_EVENT, random.situation(), policy));
        }
        assertThat(decisions.values())
                .extracting(ModePropertiesTest::victimsOf)
                .containsOnly(victimsOf(decisions.get(Mode.ACT)));
        assertThat(decisions.values())
                .extracting(Decision::spared)
                .containsOnly(decisions.get(Mode.ACT).spared());
    }

    private static List<Victim> victimsOf(Decision decision) {
        if (decision instanceof Decision.Act act) {
            return act.victims();
        }
        return decision instanceof Decision.Ask plan ? plan.victims() : List.of();
    }

    private record Case(Policy policy, Decision decision) {
        static Case of(long seed) {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
            RandomCase base = RandomCase.of(seed);
            Policy policy = TestPolicies.policyOver(
                    base.policy(),
                    "mode=" + any(random),
                    "dry-run=" + (random.nextInt(4) == 0),
                    "modes.r" + (1 + random.nextInt(4)) + "=" + any(random),
                    "overrides[0].match.applications=web",
                    "overrides[0].modes.r" + (1 + random.nextInt(4)) + "=" + any(random),
                    "overrides[0].emergency.idle-for=" + (1 + random.nextInt(20)) + "m",
                    "overrides[1].match.users=shop,batch",
                    "overrides[1].mode=" + any(random));
            return new Case(policy, Decider.standard().decide(HEALTH_EVENT, base.situation(), policy));
        }

        boolean isRealAction() {
            return decision instanceof Decision.Act act && !act.dryRun();
        }

        List<Victim> victims() {
            return victimsOf(decision);
        }

        private static Mode any(Random random) {
            return List.of(Mode.values()).get(random.nextInt(Mode.values().length));
        }
    }
}
