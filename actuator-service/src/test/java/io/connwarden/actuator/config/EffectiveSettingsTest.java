package io.connwarden.actuator.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.TestPolicies;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.sql.target.TargetSettings;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EffectiveSettingsTest {

    @Test
    void each_setting_has_its_key_of_the_configuration() {
        Map<String, String> settings = settings();
        assertThat(settings)
                .containsEntry("policy.mode", "watch")
                .containsEntry("policy.survivors-per-application", "2")
                .containsEntry("policy.health-max-age", "1 min")
                .containsEntry("policy.budget.terminations-per-hour", "200")
                .containsEntry("policy.paused", "false")
                .containsEntry("thresholds.zombie", "15 min")
                .containsEntry("thresholds.critical-slot-utilization", "90.0");
        assertThat(settings.get("policy.listeners")).startsWith("PostgREST*, GoodJob*");
        assertThat(settings.keySet()).noneMatch(key -> key.contains("password") || key.contains("url"));
        assertThat(settings).doesNotContainKey("policy.modes.r1");
    }

    @Test
    void a_difference_of_the_policy_is_a_difference_of_its_keys_alone() {
        Map<String, String> changed = new TreeMap<>(settings(
                "mode=act",
                "modes.r4=off",
                "exclude.users=batch,dba",
                "exclude.client-addresses=10.0.0.0/8",
                "overrides[0].match.applications=report*",
                "overrides[0].mode=off"));
        changed.entrySet().removeAll(settings().entrySet());
        assertThat(changed)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "policy.mode", "act",
                        "policy.modes.r4", "off",
                        "policy.exclude.users", "batch, dba",
                        "policy.exclude.client-addresses", "10.0.0.0/8",
                        "policy.overrides[0].match.applications", "report*",
                        "policy.overrides[0].mode", "off"));
    }

    private static Map<String, String> settings(String... policy) {
        return EffectiveSettings.of(new TargetConfiguration(
                TargetSettings.of("db", "jdbc:postgresql://localhost:5432/db", "user", "secret"),
                Thresholds.defaults(),
                TestPolicies.policyOver(Policy.defaults(), policy)));
    }
}
