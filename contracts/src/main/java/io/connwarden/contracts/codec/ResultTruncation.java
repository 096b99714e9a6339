package io.connwarden.contracts.codec;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import java.util.ArrayList;
import java.util.List;

/**
 * The truncation of a result to the default size limit of a Kafka producer. Only a result with thousands of sessions
 * exceeds it. Such a result omits spared and protected sessions and states their number. Signalled sessions are never
 * omitted.
 */
final class ResultTruncation {
    /** The producer's {@code max.request.size} of 1 MiB includes key, headers and framing. */
    static final int MAX_EVENT_BYTES = 1_000_000;

    private static final int OMISSION_NOTE_BYTES = 200;

    private ResultTruncation() {}

    /** @throws IllegalArgumentException if the event is too large without these sessions */
    static byte[] encodeWithinLimit(Event<?> event) {
        byte[] value = StructuredMode.write(event);
        if (value.length > MAX_EVENT_BYTES && event.data() instanceof Result result) {
            int excess = value.length - MAX_EVENT_BYTES + OMISSION_NOTE_BYTES;
            value = StructuredMode.write(new Event<>(event.id(), event.time(), truncate(result, excess)));
        }
        if (value.length > MAX_EVENT_BYTES) {
            throw new IllegalArgumentException("an event must be at most " + MAX_EVENT_BYTES + " bytes, was "
                    + value.length + " bytes: " + event.type().value() + " of target " + event.subject());
        }
        return value;
    }

    private static Result truncate(Result result, int excess) {
        List<SessionReport> kept = new ArrayList<>(result.sessions());
        int saved = 0;
        for (int i = kept.size() - 1; i >= 0 && saved < excess; i--) {
            if (isOmittable(kept.get(i))) {
                saved += Json.MAPPER.writeValueAsBytes(kept.remove(i)).length + 1;
            }
        }
        return withSessions(result, kept);
    }

    private static boolean isOmittable(SessionReport report) {
        return report.outcome() == SessionOutcome.SPARED || report.outcome() == SessionOutcome.PROTECTED;
    }

    private static Result withSessions(Result result, List<SessionReport> kept) {
        int omitted = result.sessions().size() - kept.size();
        DecisionReason decision = new DecisionReason(
                result.decision().rule(),
                result.decision().reason() + " (" + omitted
                        + " spared or protected sessions omitted because of the event size)");
        return result.toBuilder().decision(decision).sessions(kept).build();
    }
}
