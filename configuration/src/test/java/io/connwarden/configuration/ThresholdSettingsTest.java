package io.connwarden.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.contracts.assessment.Thresholds;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThresholdSettingsTest {
    private static final ThresholdSettings ZOMBIE_IN_SECONDS =
            new ThresholdSettings(Duration.ofSeconds(3), null, null, null, null, null, null, null, null);

    @Test
    void no_setting_leaves_the_base_unchanged() {
        assertThat(ThresholdSettings.none().mergedWith(Thresholds.defaults())).isEqualTo(Thresholds.defaults());
    }

    @Test
    void a_setting_replaces_the_base_value_and_the_others_stay() {
        Thresholds merged = ZOMBIE_IN_SECONDS.mergedWith(Thresholds.defaults());
        assertThat(merged.zombie()).isEqualTo(Duration.ofSeconds(3));
        assertThat(merged.longIdle()).isEqualTo(Thresholds.defaults().longIdle());
        assertThat(merged.minimumVisibility()).isEqualTo(95);
    }

    @Test
    void values_that_contradict_the_base_are_rejected() {
        ThresholdSettings contradiction = new ThresholdSettings(null, null, null, null, 50.0, null, null, null, null);
        assertThatThrownBy(() -> contradiction.mergedWith(Thresholds.defaults()))
                .hasMessageContaining("warningSlotUtilization")
                .hasMessageContaining("80");
    }
}
