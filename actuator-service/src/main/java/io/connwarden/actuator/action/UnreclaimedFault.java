package io.connwarden.actuator.action;

import io.connwarden.actuator.alerting.Fault;
import io.connwarden.actuator.alerting.FaultKind;
import io.connwarden.actuator.decision.situation.UnreclaimedSession;
import io.connwarden.contracts.value.Formats;
import io.connwarden.sql.store.UnreclaimedSessions.UnreclaimedRow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The fault of a target with unreclaimed sessions. It names each session. A session that no rule has tried again for
 * 15 min after its pause no longer matches a rule and is no fault.
 */
public final class UnreclaimedFault {
    private static final Duration MAX_UNTRIED = Duration.ofMinutes(15);
    private static final int MAX_DESCRIBED = 10;

    private UnreclaimedFault() {}

    /**
     * Returns the fault, or empty if no rule tries any of the sessions again.
     *
     * @param rows the unreclaimed sessions of one target
     * @param now the time by the clock of the log store
     */
    public static Optional<Fault> of(Collection<UnreclaimedRow> rows, Instant now) {
        List<UnreclaimedRow> pending = rows.stream()
                .filter(row ->
                        now.isBefore(UnreclaimedCheck.toSession(row).retryAt().plus(MAX_UNTRIED)))
                .toList();
        return pending.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fault(FaultKind.ACTION_INCOMPLETE, Duration.ZERO, describe(pending)));
    }

    private static String describe(List<UnreclaimedRow> rows) {
        String sessions = rows.stream()
                .limit(MAX_DESCRIBED)
                .map(UnreclaimedFault::describe)
                .collect(Collectors.joining("; "));
        String others = rows.size() <= MAX_DESCRIBED
                ? ""
                : "; and pid "
                        + rows.stream()
                                .skip(MAX_DESCRIBED)
                                .map(row -> String.valueOf(row.id().pid()))
                                .collect(Collectors.joining(", "));
        return Formats.count(rows.size(), "session") + ": " + sessions + others;
    }

    private static String describe(UnreclaimedRow row) {
        UnreclaimedSession session = UnreclaimedCheck.toSession(row);
        return "pid " + row.id().pid() + " of application '" + (row.application() == null ? "" : row.application())
                + "', " + session.describe() + ", tried again after "
                + session.retryAt().truncatedTo(ChronoUnit.SECONDS);
    }
}
