package io.connwarden.doctor;

import io.connwarden.doctor.assessment.Verdict;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The verdict on each target as the metric {@code connwarden.doctor.verdict}, NaN before the first visit. */
public final class VerdictGauge {
    private VerdictGauge() {}

    /**
     * Registers one target's.
     *
     * @param visit asked whenever the metric is read
     */
    public static void register(MeterRegistry registry, FirstVisit visit, String target) {
        Gauge.builder("connwarden.doctor.verdict", visit, told -> codeOf(told, target))
                .description("What the doctor found at the start: 0 ready, 1 works with limits, 2 not able")
                .tag("target", target)
                .register(registry);
    }

    private static double codeOf(FirstVisit visit, String target) {
        return visit.verdict(target)
                .map(Verdict::code)
                .map(Integer::doubleValue)
                .orElse(Double.NaN);
    }
}
