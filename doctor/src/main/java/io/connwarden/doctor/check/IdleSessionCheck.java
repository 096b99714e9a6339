package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.IdleSessionResult;
import io.connwarden.doctor.finding.ProbeResult;
import java.time.Duration;
import java.util.List;

/** Whether the one session that Connwarden holds for the night stays. */
final class IdleSessionCheck implements Check {
    private static final String NAME = "emergency lane";
    private static final String SETTING = "idle_session_timeout";

    @Override
    public CheckResult evaluate(Findings findings) {
        return findings.idleSession()
                .value()
                .map(held -> evaluate(held, findings))
                .orElseGet(() -> probeFailed(findings.idleSession()));
    }

    private static CheckResult probeFailed(ProbeResult<IdleSessionResult> lane) {
        return CheckResult.of(NAME, Severity.WARNING, "no session could be held: " + lane.failureReason());
    }

    private static CheckResult evaluate(IdleSessionResult held, Findings findings) {
        if (!held.sameBackend()) {
            return CheckResult.of(
                    NAME, Severity.ERROR, "the held session was gone after " + format(held.idleTime()) + " of idling");
        }
        if (!held.idleTimeout().isZero()) {
            return CheckResult.of(
                    NAME,
                    Severity.ERROR,
                    "the server ends the held session after " + format(held.idleTimeout()) + " of idling",
                    new MissingRequirement.RoleSetting(findings.target().role(), SETTING, "0"));
        }
        return CheckResult.of(
                NAME,
                Severity.OK,
                "a session was held for " + format(held.idleTime()) + " and still answers" + timeoutNote(findings));
    }

    private static String timeoutNote(Findings findings) {
        return findings.timeouts().value().orElse(List.of()).stream()
                .filter(timeout -> timeout.name().equals(SETTING) && !timeout.isDisabled())
                .findFirst()
                .map(timeout -> "; " + SETTING + " of " + format(timeout.duration())
                        + " would end it, but it is switched off in the session itself")
                .orElse("");
    }

    private static String format(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
