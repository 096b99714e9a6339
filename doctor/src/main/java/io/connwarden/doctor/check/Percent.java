package io.connwarden.doctor.check;

import java.util.Locale;

/** Percentages for sentences. */
final class Percent {
    private Percent() {}

    /** One digit after the point where there is something to show, rounded down, so that 100 means all. */
    static String percent(double share) {
        double rounded = Math.floor(share * 10) / 10;
        return rounded == Math.rint(rounded)
                ? Math.round(rounded) + " %"
                : String.format(Locale.ROOT, "%.1f %%", rounded);
    }
}
