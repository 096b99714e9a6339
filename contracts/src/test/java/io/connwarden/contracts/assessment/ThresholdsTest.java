package io.connwarden.contracts.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {

    @Test
    void the_defaults_match_the_design() {
        assertThat(Thresholds.defaults()).isEqualTo(thresholds("PT15M", "PT5M", "PT30S", "PT5M", 90, 80, 20, 10, 95));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PT0S|PT5M|PT30S|PT5M|90|80|20|10|95 | zombie must be above 0 and at most 365 d, was 0 ms",
                "PT15M|PT-1S|PT30S|PT5M|90|80|20|10|95 | longIdle must be above 0 and at most 365 d, was -1 s",
                "PT15M|PT5M|P366D|PT5M|90|80|20|10|95 | longRunning must be above 0 and at most 365 d, was 366 d",
                "PT15M|PT5M|PT30S|PT0S|90|80|20|10|95 | stuckTransaction must be above 0 and at most 365 d, was 0 ms",
                "PT15M|PT5M|PT30S|PT5M|101|80|20|10|95"
                        + "| criticalSlotUtilization must be a percentage above 0 and at most 100, was 101",
                "PT15M|PT5M|PT30S|PT5M|NaN|80|20|10|95"
                        + "| criticalSlotUtilization must be a percentage above 0 and at most 100, was NaN",
                "PT15M|PT5M|PT30S|PT5M|90|0|20|10|95"
                        + "| warningSlotUtilization must be a percentage above 0 and at most 100, was 0",
                "PT15M|PT5M|PT30S|PT5M|70|80|20|10|95"
                        + "| warningSlotUtilization must be at most critical-slot-utilization (70), was 80",
                "PT15M|PT5M|PT30S|PT5M|90|80|-1|10|95 | warningZombies must be at least 0, was -1",
                "PT15M|PT5M|PT30S|PT5M|90|80|20|-1|95 | cleanupZombies must be at least 0, was -1",
                "PT15M|PT5M|PT30S|PT5M|90|80|20|21|95 | cleanupZombies must be at most warning-zombies (20), was 21",
                "PT15M|PT5M|PT30S|PT5M|90|80|20|10|-1" + "| minVisibility must be a percentage from 0 to 100, was -1",
            })
    void an_invalid_threshold_is_reported_with_its_value_and_range(
            String zombie,
            String longIdle,
            String longRunning,
            String stuck,
            double critical,
            double warning,
            int warningZombies,
            int cleanupZombies,
            double visibility,
            String message) {
        assertThatThrownBy(() -> thresholds(
                        zombie,
                        longIdle,
                        longRunning,
                        stuck,
                        critical,
                        warning,
                        warningZombies,
                        cleanupZombies,
                        visibility))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void the_limits_of_each_range_are_accepted() {
        assertThat(thresholds("PT0.001S", "P365D", "PT1S", "PT1S", 100, 100, 0, 0, 0))
                .isNotNull();
    }

    private static Thresholds thresholds(
            String zombie,
            String longIdle,
            String longRunning,
            String stuck,
            double critical,
            double warning,
            int warningZombies,
            int cleanupZombies,
            double visibility) {
        return Thresholds.builder()
                .zombie(Duration.parse(zombie))
                .longIdle(Duration.parse(longIdle))
                .longRunning(Duration.parse(longRunning))
                .stuckTransaction(Duration.parse(stuck))
                .criticalSlotUtilization(critical)
                .warningSlotUtilization(warning)
                .warningZombies(warningZombies)
                .cleanupZombies(cleanupZombies)
                .minVisibility(visibility)
                .build();
    }
}
