package io.connwarden.standalone.report;

import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.value.Formats;
import io.connwarden.sql.store.DecisionReports.Activity;
import io.connwarden.sql.store.DecisionReports.DecisionReport;
import io.connwarden.standalone.terminal.PrintableText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The explanation of a report without dry runs. */
final class ReportGaps {
    /** The time without a check of any actuator after which none is running. Checks follow every 15 s by default. */
    private static final Duration MAX_GAP = Duration.ofMinutes(10);

    private static final int MAX_REASON_LENGTH = 300;

    private ReportGaps() {}

    static List<String> explain(DecisionReport report) {
        List<String> sentences = new ArrayList<>();
        sentences.add("No automatic action was a dry run in this period.");
        Activity activity = report.activity();
        String service = service(activity, report);
        if (service != null) {
            sentences.add(service);
        }
        if (activity.lastCheckedAt() != null) {
            sentences.add(samples(activity));
        }
        return sentences;
    }

    private static @Nullable String service(Activity activity, DecisionReport report) {
        Instant checked = activity.lastCheckedAt();
        if (checked == null || activity.targets().stream().allMatch(Alert.CONNWARDEN::equals)) {
            return "No actuator has checked a target in this log store. Start the services, or check --store-url.";
        }
        if (checked.isBefore(report.until().minus(MAX_GAP))) {
            return "No actuator is running: the last check was at " + seconds(checked) + ".";
        }
        Instant start = activity.checkedSince();
        return start != null && start.isAfter(report.since())
                ? "The actuators have been running without a gap since " + seconds(start) + " only."
                : null;
    }

    private static String samples(Activity activity) {
        if (activity.samples() == 0) {
            return "No health event arrived in this period. Check that the monitor is running.";
        }
        String events = Formats.count(activity.samples(), "health event") + " arrived, and ";
        if (activity.evaluations() == 0) {
            return events + "none of them was a reason to evaluate the rules.";
        }
        String last = activity.lastReason();
        String reason = last == null ? "" : " The last reason was '" + PrintableText.of(last, MAX_REASON_LENGTH) + "'.";
        return events + "the rules were evaluated on " + activity.evaluations() + " of them." + reason;
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
