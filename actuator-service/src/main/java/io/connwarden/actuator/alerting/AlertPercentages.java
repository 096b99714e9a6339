package io.connwarden.actuator.alerting;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Percentages on a small screen: one decimal at most. */
final class AlertPercentages {
    private AlertPercentages() {}

    /** Cut, not rounded, so that 99.96 does not look full. */
    static String of(double value) {
        return BigDecimal.valueOf(value)
                        .setScale(1, RoundingMode.DOWN)
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }
}
