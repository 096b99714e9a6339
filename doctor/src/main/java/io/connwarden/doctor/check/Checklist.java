package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.ConnectionResult;
import io.connwarden.doctor.finding.Findings;
import java.util.List;

/** All questions in the order in which they are told. Pure and immutable. */
public final class Checklist {
    private static final List<Check> CHECKS = List.of(
            new ConnectionCheck(),
            new PoolerCheck(),
            new VersionCheck(),
            new ReplicationCheck(),
            new VisibilityCheck(),
            new SignalPrivilegeCheck(),
            new SlotsCheck(),
            new IdleSessionCheck(),
            new ReservedSlotsCheck(),
            new RoleLimitsCheck(),
            new TimeoutsCheck(),
            new ClockCheck());

    private Checklist() {}

    /** The checks; of a server that let nobody in, the entrance alone. */
    public static List<CheckResult> evaluate(Findings findings) {
        if (findings.connection() instanceof ConnectionResult.Failed) {
            return List.of(new ConnectionCheck().evaluate(findings));
        }
        return CHECKS.stream().map(question -> question.evaluate(findings)).toList();
    }
}
