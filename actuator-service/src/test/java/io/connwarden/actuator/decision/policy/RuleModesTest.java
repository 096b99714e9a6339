package io.connwarden.actuator.decision.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.RuleId;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleModesTest {

    @Test
    void every_rule_with_a_mode_has_a_setting_of_its_own() {
        assertThat(RuleId.withMode())
                .extracting(RuleId::key)
                .containsExactlyElementsOf(Stream.of(RuleModes.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
        for (RuleId rule : RuleId.withMode()) {
            RuleModes onlyOne = RuleModes.from(each -> each == rule ? Mode.ACT : null);
            assertThat(RuleId.withMode())
                    .filteredOn(each -> onlyOne.of(each).isPresent())
                    .containsExactly(rule);
        }
    }
}
