package io.connwarden.contracts.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CountsTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalidCounts")
    void an_invalid_count_is_rejected(String message, Consumer<Counts.Builder> change) {
        Counts.Builder builder = Counts.builder();
        change.accept(builder);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> invalidCounts() {
        return Stream.of(
                invalid("totalConnections must be at least 0, was -7", builder -> builder.totalConnections(-7)),
                invalid("activeConnections must be at least 0, was -7", builder -> builder.activeConnections(-7)),
                invalid("idleConnections must be at least 0, was -7", builder -> builder.idleConnections(-7)),
                invalid(
                        "idleInTransactionConnections must be at least 0, was -7",
                        builder -> builder.idleInTransactionConnections(-7)),
                invalid("zombieConnections must be at least 0, was -7", builder -> builder.zombieConnections(-7)),
                invalid("longIdleConnections must be at least 0, was -7", builder -> builder.longIdleConnections(-7)),
                invalid(
                        "longRunningConnections must be at least 0, was -7",
                        builder -> builder.longRunningConnections(-7)),
                invalid("stuckTransactions must be at least 0, was -7", builder -> builder.stuckTransactions(-7)),
                invalid(
                        "waitingOnLockConnections must be at least 0, was -7",
                        builder -> builder.waitingOnLockConnections(-7)),
                invalid("maxConnections must be at least 1, was 0", builder -> builder.maxConnections(0)),
                invalid("usableConnections must be at least 1, was 0", builder -> builder.usableConnections(0)),
                invalid(
                        "utilizationPercentage must be a number of at least 0, was NaN",
                        builder -> builder.utilizationPercentage(Double.NaN)),
                invalid(
                        "visibilityPercentage must be a percentage from 0 to 100, was NaN",
                        builder -> builder.visibilityPercentage(Double.NaN)),
                invalid(
                        "visibilityPercentage must be a percentage from 0 to 100, was 100.5",
                        builder -> builder.visibilityPercentage(100.5)),
                invalid(
                        "oldestTransactionSeconds must be a number of at least 0, was -0.5",
                        builder -> builder.oldestTransactionSeconds(-0.5)));
    }

    private static Arguments invalid(String message, Consumer<Counts.Builder> change) {
        return Arguments.of(message, change);
    }

    @Test
    void percentages_are_derived_and_rounded_to_two_decimals() {
        Counts counts = Counts.builder()
                .totalConnections(1)
                .maxConnections(7)
                .usableConnections(3)
                .visibilityPercentage(99.999)
                .oldestTransactionSeconds(0.00049)
                .build();

        assertThat(counts.utilizationPercentage()).isEqualTo(14.29);
        assertThat(counts.slotUtilizationPercentage()).isEqualTo(33.33);
        assertThat(counts.visibilityPercentage()).isEqualTo(100.0);
        assertThat(counts.oldestTransactionSeconds()).isZero();
    }
}
