package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.ConnectionResult;
import io.connwarden.doctor.finding.Findings;
import java.util.List;

/** The list of all checks, in the order of the report. Pure. */
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

    /** Returns the results of all checks; only that of the connection if no session could be opened. */
    public static List<CheckResult> evaluate(Findings findings) {
        if (findings.connection() instanceof ConnectionResult.Failed) {
            return List.of(new ConnectionCheck().evaluate(findings));
        }
        return CHECKS.stream().map(check -> check.evaluate(findings)).toList();
    }
}
