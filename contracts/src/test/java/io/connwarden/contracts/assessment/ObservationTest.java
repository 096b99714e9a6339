package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.assessment.ObservationBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservationTest {

    @Test
    void impossible_counts_are_rejected() {
        assertThatThrownBy(() -> observation(-1, 100, 97, 100, 0)).hasMessage("total must be 0 or more, was -1");
        assertThatThrownBy(() -> observation(1, 100, 0, 100, 0))
                .hasMessage("usableConnections must be 1 to maxConnections (100), was 0");
        assertThatThrownBy(() -> observation(1, 100, 101, 100, 0))
                .hasMessage("usableConnections must be 1 to maxConnections (100), was 101");
        assertThatThrownBy(() -> observation(1, 100, 97, Double.NaN, 0))
                .hasMessage("visibilityPercentage must be a percentage from 0 to 100, was NaN");
        assertThatThrownBy(() -> observation(1, 100, 97, 100, -0.5))
                .hasMessage("oldestTransactionSeconds must be 0 or more, was -0.5");
    }

    @ParameterizedTest
    @CsvSource({
        "0, total",
        "1, active",
        "2, idle",
        "3, idleInTransaction",
        "4, zombie",
        "5, longIdle",
        "6, longRunning",
        "7, stuckTransactions",
        "8, waitingOnLock"
    })
    void a_negative_count_is_rejected(int position, String name) {
        int[] counts = new int[9];
        counts[position] = -7;

        assertThatThrownBy(() -> observationWithCounts(counts)).hasMessage(name + " must be 0 or more, was -7");
    }

    @Test
    void all_connections_may_be_usable() {
        assertThat(observation(1, 100, 100, 100, 0).usableConnections()).isEqualTo(100);
    }

    private static Observation observationWithCounts(int... n) {
        return new Observation(
                "db", n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], 9, 9, 100, 0, List.of(), "18.1", false,
                NOW);
    }

    private static Observation observation(
            int total, int maxConnections, int usable, double visibility, double oldest) {
        return new Observation(
                "db",
                total,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                maxConnections,
                usable,
                visibility,
                oldest,
                List.of(),
                "18.1",
                false,
                NOW);
    }
}
