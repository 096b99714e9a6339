package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.value.Formats.count;
import static io.connwarden.contracts.value.Formats.duration;

import io.connwarden.contracts.assessment.Observation.StuckTransaction;
import io.connwarden.contracts.value.Formats;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The texts about stuck transactions. */
public final class StuckTransactionText {
    static final String ADVICE = "Set idle_in_transaction_session_timeout: ";

    private static final int MAX_NAMED = 3;

    private StuckTransactionText() {}

    /** Returns true for the recommendation of a health message that names the stuck transactions. */
    public static boolean isAdvice(String recommendation) {
        return recommendation.startsWith(ADVICE);
    }

    /** Returns the oldest transactions in parentheses, empty if no session is known. */
    static String oldest(List<StuckTransaction> stuck) {
        String named = stuck.stream()
                .limit(MAX_NAMED)
                .map(StuckTransactionText::describe)
                .collect(Collectors.joining("; "));
        return named.isEmpty() ? "" : " (" + named + ")";
    }

    private static String describe(StuckTransaction stuck) {
        return "pid " + stuck.pid() + named(", user ", stuck.user()) + named(", application ", stuck.application())
                + ", open for " + duration(stuck.age())
                + (stuck.blockedSessions() == 0 ? "" : ", blocks " + count(stuck.blockedSessions(), "session"));
    }

    private static String named(String noun, @Nullable String name) {
        return name == null || name.isBlank() ? "" : noun + Formats.name(name);
    }
}
