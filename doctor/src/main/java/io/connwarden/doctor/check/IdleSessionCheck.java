package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.Findings.IdleSessionResult;
import io.connwarden.doctor.finding.ProbeResult;
import java.time.Duration;
import java.util.List;

/** The check that a held session survives idling, as the emergency session must. */
final class IdleSessionCheck implements Check {
    private static final String NAME = "idle session";
    private static final String SETTING = "idle_session_timeout";

    @Override
    public CheckResult evaluate(Findings findings) {
        return findings.session()
                .idleSession()
                .value()
                .map(held -> evaluate(held, findings))
                .orElseGet(() -> probeFailed(findings.session().idleSession()));
    }

    private static CheckResult probeFailed(ProbeResult<IdleSessionResult> lane) {
        return CheckResult.of(NAME, Severity.WARNING, "no session was tested: " + lane.failureReason());
    }

    private static CheckResult evaluate(IdleSessionResult held, Findings findings) {
        if (!held.sameBackend()) {
            return CheckResult.of(
                    NAME, Severity.ERROR, "the session was lost after " + format(held.idleTime()) + " idle");
        }
        if (!held.idleTimeout().isZero()) {
            return CheckResult.of(
                    NAME,
                    Severity.ERROR,
                    "the server terminates the session after " + format(held.idleTimeout()) + " idle",
                    new MissingRequirement.RoleSetting(findings.target().role(), SETTING, "0"));
        }
        return CheckResult.of(
                NAME,
                Severity.OK,
                "a session answers after " + format(held.idleTime()) + " idle" + timeoutNote(findings));
    }

    private static String timeoutNote(Findings findings) {
        return findings.server().timeouts().value().orElse(List.of()).stream()
                .filter(timeout -> timeout.name().equals(SETTING) && !timeout.isDisabled())
                .findFirst()
                .map(timeout -> "; " + SETTING + " of " + format(timeout.duration())
                        + " would terminate it, but is disabled in the session itself")
                .orElse("");
    }

    private static String format(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
