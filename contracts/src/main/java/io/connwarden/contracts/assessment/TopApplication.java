package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.assessment.Formats.count;

import io.connwarden.contracts.message.ApplicationUsage;
import java.util.Comparator;
import java.util.List;

/** Names the application behind a finding, so that the reader knows whom to call. */
final class TopApplication {
    private TopApplication() {}

    /** Advice about the largest holder of sessions; none when no application was seen. */
    static List<String> leakAdvice(Observation observation) {
        return observation.topApplications().stream()
                .max(Comparator.comparingInt(ApplicationUsage::total))
                .map(top -> describe(top) + " holds " + top.total() + " of " + count(observation.total(), "session")
                        + ", " + top.idle() + " of them idle: look for a connection leak or make its pool smaller")
                .stream()
                .toList();
    }

    /** A half sentence to append, empty when no application holds a zombie. */
    static String zombieHolder(Observation observation) {
        return observation.topApplications().stream()
                .filter(usage -> usage.zombie() > 0)
                .max(Comparator.comparingInt(ApplicationUsage::zombie))
                .map(top -> "; " + describe(top) + " holds " + top.zombie() + " of them")
                .orElse("");
    }

    private static String describe(ApplicationUsage usage) {
        String application = usage.application();
        String user = usage.user();
        String named = application == null || application.isBlank()
                ? "An application without application_name"
                : "Application '" + application + "'";
        return user == null ? named : named + " (user " + user + ")";
    }
}
