package io.connwarden.doctor;

import io.connwarden.doctor.check.Readiness;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The verdict on each target as the metric {@code connwarden.doctor.readiness}, NaN before the first visit. */
public final class ReadinessGauge {
    private ReadinessGauge() {}

    /**
     * Registers one target's.
     *
     * @param diagnosis asked whenever the metric is read
     */
    public static void register(MeterRegistry registry, StartupDiagnosis diagnosis, String target) {
        Gauge.builder("connwarden.doctor.readiness", diagnosis, told -> codeOf(told, target))
                .description("What the doctor found at the start: 0 ready, 1 works with limits, 2 not able")
                .tag("target", target)
                .register(registry);
    }

    private static double codeOf(StartupDiagnosis visit, String target) {
        return visit.readiness(target)
                .map(Readiness::code)
                .map(Integer::doubleValue)
                .orElse(Double.NaN);
    }
}
