package io.connwarden.standalone.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Glob;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecommendedSettingTest {

    @Test
    void a_report_on_one_target_recommends_a_setting_of_this_target() {
        assertThat(RecommendedSetting.act("R3", "orders-db"))
                .containsExactly(
                        "connwarden:",
                        "  targets:",
                        "    - id: 'orders-db'",
                        "      policy:",
                        "        modes:",
                        "          r3: act");
        assertThat(RecommendedSetting.watch("R3", List.of("billing"), "orders-db"))
                .startsWith("connwarden:", "  targets:", "    - id: 'orders-db'", "      policy:");
    }

    @Test
    void a_report_on_all_targets_recommends_a_common_setting() {
        assertThat(RecommendedSetting.act("R3", null)).containsExactly("connwarden.policy.modes.r3: act");
        assertThat(RecommendedSetting.watch("R3", List.of("billing", ""), null))
                .containsExactly(
                        "connwarden:",
                        "  policy:",
                        "    overrides:",
                        "      - match:",
                        "          applications: ['billing', '']",
                        "        modes:",
                        "          r3: watch");
    }

    @Test
    void a_recommended_pattern_matches_its_application_only() {
        for (String name : List.of("etl*", "what?", "C:\\jobs\\*", "it's", "x".repeat(63), "a\u001b[2J\u202eb", "")) {
            Glob pattern = new Glob(RecommendedSetting.pattern(name));
            assertThat(pattern.matches(name)).as(name).isTrue();
            assertThat(pattern.matches(name + "x")).as(name).isFalse();
            assertThat(pattern.matches(name.replace('*', 'x').replace('?', 'x')))
                    .as(name)
                    .isEqualTo(!name.contains("*") && !name.contains("?"));
            assertThat(pattern.pattern()).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
        }
    }
}
