package io.connwarden.contracts.codec;

import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The truncation of a result to the size limit of a Kafka producer, broker or topic. Only a result with thousands of
 * sessions exceeds the default. Such a result omits spared and protected sessions first, then selected ones, and states
 * their numbers. Its counts include the omitted sessions.
 */
final class ResultTruncation {
    private static final int OMISSION_NOTE_BYTES = 200;
    private static final Pattern OMISSION_NOTE = Pattern.compile(" \\((\\d+) (?:spared or protected )?sessions omitted"
            + " because of the event size(?:, (\\d+) of them selected; connection_logs lists all)?\\)$");

    private ResultTruncation() {}

    /** @param bytesAbove the number of bytes above the limit, at least 1 */
    static Result truncate(Result result, int bytesAbove) {
        int excess = bytesAbove + OMISSION_NOTE_BYTES;
        List<SessionReport> kept = new ArrayList<>(result.sessions());
        int saved = omit(kept, ResultTruncation::isNotSelected, excess);
        int unselected = result.sessions().size() - kept.size();
        omit(kept, report -> true, excess - saved);
        return withSessions(result, kept, result.sessions().size() - kept.size() - unselected);
    }

    /** Removes reports from the end. Returns the number of bytes that they need. */
    private static int omit(List<SessionReport> kept, Predicate<SessionReport> omittable, int excess) {
        int saved = 0;
        for (int i = kept.size() - 1; i >= 0 && saved < excess; i--) {
            if (omittable.test(kept.get(i))) {
                saved += Json.MAPPER.writeValueAsBytes(kept.remove(i)).length + 1;
            }
        }
        return saved;
    }

    private static boolean isNotSelected(SessionReport report) {
        return report.outcome() == SessionOutcome.SPARED || report.outcome() == SessionOutcome.PROTECTED;
    }

    /** Adds the numbers of omitted sessions to those of an earlier truncation of the same result. */
    private static Result withSessions(Result result, List<SessionReport> kept, int newlyOmittedSelected) {
        int omitted = result.sessions().size() - kept.size();
        int selected = newlyOmittedSelected;
        String reason = result.decision().reason();
        Matcher earlier = OMISSION_NOTE.matcher(reason);
        if (earlier.find()) {
            reason = reason.substring(0, earlier.start());
            omitted += Integer.parseInt(earlier.group(1));
            selected += earlier.group(2) == null ? 0 : Integer.parseInt(earlier.group(2));
        }
        DecisionReason decision = new DecisionReason(result.decision().rule(), reason + note(omitted, selected));
        return result.toBuilder().decision(decision).sessions(kept).build();
    }

    private static String note(int omitted, int selected) {
        return selected == 0
                ? " (" + omitted + " spared or protected sessions omitted because of the event size)"
                : " (" + omitted + " sessions omitted because of the event size, " + selected
                        + " of them selected; connection_logs lists all)";
    }
}
