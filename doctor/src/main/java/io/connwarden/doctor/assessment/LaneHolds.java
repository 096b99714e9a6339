package io.connwarden.doctor.assessment;

import io.connwarden.doctor.finding.Answer;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.HeldSession;
import java.time.Duration;
import java.util.List;

/** Whether the one session that Connwarden holds for the night stays. */
final class LaneHolds implements Question {
    private static final String NAME = "emergency lane";
    private static final String SETTING = "idle_session_timeout";

    @Override
    public Check judge(Findings findings) {
        return findings.lane().value().map(held -> judge(held, findings)).orElseGet(() -> unheld(findings.lane()));
    }

    private static Check unheld(Answer<HeldSession> lane) {
        return Check.of(NAME, Standing.LIMIT, "no session could be held: " + lane.lack());
    }

    private static Check judge(HeldSession held, Findings findings) {
        if (!held.sameBackend()) {
            return Check.of(
                    NAME, Standing.OBSTACLE, "the held session was gone after " + spoken(held.held()) + " of idling");
        }
        if (!held.idleLimit().isZero()) {
            return Check.of(
                    NAME,
                    Standing.OBSTACLE,
                    "the server ends the held session after " + spoken(held.idleLimit()) + " of idling",
                    new Need.RoleSetting(findings.subject().role(), SETTING, "0"));
        }
        return Check.of(
                NAME,
                Standing.FINE,
                "a session was held for " + spoken(held.held()) + " and still answers" + against(findings));
    }

    private static String against(Findings findings) {
        return findings.timeouts().value().orElse(List.of()).stream()
                .filter(timeout -> timeout.name().equals(SETTING) && !timeout.off())
                .findFirst()
                .map(timeout -> "; " + SETTING + " of " + spoken(timeout.length())
                        + " would end it, but it is switched off in the session itself")
                .orElse("");
    }

    private static String spoken(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
