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
    void nothing_written_leaves_the_base() {
        assertThat(ThresholdSettings.none().over(Thresholds.standard())).isEqualTo(Thresholds.standard());
    }

    @Test
    void what_is_written_wins_and_the_rest_stays() {
        Thresholds merged = ZOMBIE_IN_SECONDS.over(Thresholds.standard());
        assertThat(merged.zombie()).isEqualTo(Duration.ofSeconds(3));
        assertThat(merged.longIdle()).isEqualTo(Thresholds.standard().longIdle());
        assertThat(merged.minimumVisibility()).isEqualTo(95);
    }

    @Test
    void values_that_contradict_the_base_are_refused() {
        ThresholdSettings contradiction = new ThresholdSettings(null, null, null, null, 50.0, null, null, null, null);
        assertThatThrownBy(() -> contradiction.over(Thresholds.standard()))
                .hasMessageContaining("warningSlotUtilization")
                .hasMessageContaining("80");
    }
}
