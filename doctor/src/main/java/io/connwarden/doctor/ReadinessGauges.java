package io.connwarden.doctor;

import io.connwarden.doctor.check.Readiness;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** The metric {@code connwarden.doctor.target.readiness} of each target, 0 in all states before the diagnosis. */
final class ReadinessGauges {
    private ReadinessGauges() {}

    static void register(MeterRegistry registry, ReadinessReporter reporter, String target) {
        for (Readiness state : Readiness.values()) {
            Gauge.builder(
                            "connwarden.doctor.target.readiness",
                            reporter,
                            latest -> isCurrent(latest, target, state) ? 1 : 0)
                    .description("1 for the current readiness of the target")
                    .tags("target", target, "state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    private static boolean isCurrent(ReadinessReporter reporter, String target, Readiness state) {
        return reporter.readiness(target)
                .filter(readiness -> readiness == state)
                .isPresent();
    }
}
