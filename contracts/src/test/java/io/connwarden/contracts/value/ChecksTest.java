package io.connwarden.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void a_number_out_of_range_is_rejected_with_its_range() {
        Checks.requireInRange("retries", 0, 0, 3);
        Checks.requireInRange("retries", 3, 0, 3);

        assertThatThrownBy(() -> Checks.requireInRange("retries", 4, 0, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("retries must be 0 to 3, was 4");
        assertThatThrownBy(() -> Checks.requireAtLeast("retries", -1, 0))
                .hasMessage("retries must be at least 0, was -1");
    }

    @Test
    void a_duration_out_of_range_is_rejected_in_readable_units() {
        Checks.requireInRange("timeout", MINUTE, MINUTE, MINUTE);
        Checks.requirePositive("timeout", MINUTE, MINUTE);

        assertThatThrownBy(() -> Checks.requireInRange("timeout", Duration.ofHours(1), MINUTE, Duration.ofMinutes(5)))
                .hasMessage("timeout must be 1 min to 5 min, was 1 h");
        assertThatThrownBy(() -> Checks.requireAtLeast("timeout", Duration.ofSeconds(59), MINUTE))
                .hasMessage("timeout must be at least 1 min, was 59 s");
        assertThatThrownBy(() -> Checks.requirePositive("timeout", Duration.ZERO, MINUTE))
                .hasMessage("timeout must be above 0 and at most 1 min, was 0 ms");
        assertThatThrownBy(() -> Checks.requirePositive("timeout", Duration.ofSeconds(-1)))
                .hasMessage("timeout must be above 0, was -1 s");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, 100.001, Double.NaN, Double.POSITIVE_INFINITY})
    void a_number_that_is_no_percentage_is_rejected(double value) {
        assertThatThrownBy(() -> Checks.requirePercentage("share", value))
                .hasMessage("share must be a percentage from 0 to 100, was " + value);
        assertThatThrownBy(() -> Checks.requirePositivePercentage("share", value))
                .hasMessage("share must be a percentage above 0 and at most 100, was " + value);
    }

    @Test
    void the_limits_of_a_percentage_are_accepted() {
        Checks.requirePercentage("share", 0);
        Checks.requirePercentage("share", 100);
        Checks.requirePositivePercentage("share", 100);

        assertThatThrownBy(() -> Checks.requirePositivePercentage("share", 0)).hasMessageEndingWith("was 0");
    }

    @Test
    void a_target_id_is_checked_by_its_characters_and_length() {
        assertThat(Checks.isTargetId("orders-db_1.x")).isTrue();
        assertThat(Checks.isTargetId("x".repeat(64))).isFalse();

        assertThatThrownBy(() -> Checks.requireTargetId("target", "a b"))
                .hasMessage("target must be 1 to 63 letters, digits, '.', '_' or '-', was 'a b'");
    }
}
