package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.value.Formats.count;

import io.connwarden.contracts.message.ApplicationUsage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The application that a recommendation names. */
final class TopApplication {
    private TopApplication() {}

    /** Returns advice about the application with the most sessions, or nothing if there is none but Connwarden. */
    static List<String> leakAdvice(Observation observation) {
        return observation.topApplications().stream()
                .filter(usage -> !ApplicationUsage.isConnwarden(usage.application()))
                .max(Comparator.comparingInt(ApplicationUsage::total))
                .map(top -> capitalized(describe(top)) + " holds " + top.total() + " of "
                        + count(observation.counts().totalConnections(), "session") + ", " + top.idle()
                        + " of them idle: search for a connection leak or reduce its pool size")
                .stream()
                .toList();
    }

    /** Returns a clause to append, empty if no application holds a zombie. */
    static String zombieHolder(Observation observation) {
        return observation.topApplications().stream()
                .filter(usage -> usage.zombie() > 0)
                .max(Comparator.comparingInt(ApplicationUsage::zombie))
                .map(top -> "; " + describe(top) + " holds " + top.zombie() + " of them")
                .orElse("");
    }

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String describe(ApplicationUsage usage) {
        String application = usage.application();
        String user = usage.user();
        String named = application == null || application.isBlank()
                ? "an application without application_name"
                : "application '" + application + "'";
        return user == null ? named : named + " (user " + user + ")";
    }
}
