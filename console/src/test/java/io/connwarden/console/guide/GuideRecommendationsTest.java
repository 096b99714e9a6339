package io.connwarden.console.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuideRecommendationsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, Connection pool is healthy",
        "80, 10, 5, Connection pool is healthy",
        "80.1, 0, 0, WARNING: High connection utilization detected;Monitor closely and prepare for cleanup",
        "90, 0, 0, WARNING: High connection utilization detected;Monitor closely and prepare for cleanup",
        "90.1, 0, 0, CRITICAL: Execute emergency cleanup immediately;Check for connection leaks in application"
                + " code;Consider scaling database resources",
        "0, 11, 0, 11 zombie connections detected - cleanup recommended",
        "0, 0, 6, 6 long-idle connections - consider timeout adjustment"
    })
    void each_rule_begins_above_its_threshold(double utilization, int zombies, int longIdle, String expected) {
        GuideMetrics metrics = new GuideMetrics(50, 10, 40, zombies, longIdle, utilization, 100, "HEALTHY");
        assertThat(GuideRecommendations.of(metrics)).containsExactly(expected.split(";"));
    }

    @Test
    void the_status_has_no_rule_of_its_own() {
        GuideMetrics metrics = new GuideMetrics(85, 10, 75, 0, 0, 85, 100, "CRITICAL");
        assertThat(GuideRecommendations.of(metrics))
                .startsWith("WARNING: High connection utilization detected")
                .noneMatch(text -> text.startsWith("CRITICAL"));
    }
}
