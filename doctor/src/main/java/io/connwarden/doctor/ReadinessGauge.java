package io.connwarden.doctor;

import io.connwarden.doctor.check.Readiness;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The metric {@code connwarden.doctor.readiness} of each target, NaN before the first diagnosis. */
final class ReadinessGauge {
    private ReadinessGauge() {}

    static void register(MeterRegistry registry, ReadinessReporter diagnosis, String target) {
        Gauge.builder("connwarden.doctor.readiness", diagnosis, latest -> codeOf(latest, target))
                .description("Start-up diagnosis: 0 ready, 1 ready with limits, 2 not ready")
                .tag("target", target)
                .register(registry);
    }

    private static double codeOf(ReadinessReporter diagnosis, String target) {
        return diagnosis
                .readiness(target)
                .map(Readiness::code)
                .map(Integer::doubleValue)
                .orElse(Double.NaN);
    }
}
