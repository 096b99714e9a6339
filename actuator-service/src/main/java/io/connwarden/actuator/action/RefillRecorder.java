package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.decision.policy.Budget;
import io.connwarden.actuator.decision.situation.ApplicationRelief;
import io.connwarden.actuator.decision.situation.Refill;
import io.connwarden.sql.store.ActionHistory;
import io.connwarden.sql.store.RefilledApplications;
import io.connwarden.sql.store.RefilledApplications.RefilledRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The recorder of the applications that have replaced the sessions which actions of the last hour terminated. */
final class RefillRecorder {
    private final ActionHistory history;
    private final RefilledApplications refilledApplications;

    RefillRecorder(ActionHistory history, RefilledApplications refilledApplications) {
        this.history = history;
        this.refilledApplications = refilledApplications;
    }

    /**
     * Compares the applications in a sample with their sessions before the actions, and records the refills.
     *
     * @param now the time by the clock of the log store
     */
    Map<String, Refill> record(String target, Sample sample, Instant now) {
        List<ApplicationRelief> reliefs = history.reliefSince(target, now.minus(Budget.WINDOW)).stream()
                .map(row ->
                        new ApplicationRelief(row.application(), row.sessionsBefore(), row.terminated(), row.actedAt()))
                .toList();
        if (reliefs.isEmpty()) {
            return Map.of();
        }
        Map<String, Refill> refills = Refill.find(reliefs, SituationLoader.sessions(sample), sample.serverNow(), now);
        refilledApplications.replace(
                target,
                refills.values().stream()
                        .map(refill -> toRow(target, refill, now))
                        .toList(),
                now);
        return refills;
    }

    private static RefilledRow toRow(String target, Refill refill, Instant now) {
        return new RefilledRow(
                target,
                refill.first().application(),
                refill.first().before(),
                refill.first().terminated(),
                refill.after(),
                refill.first().actedAt(),
                now);
    }
}
