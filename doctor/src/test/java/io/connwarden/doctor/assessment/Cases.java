package io.connwarden.doctor.assessment;

import io.connwarden.doctor.finding.Admission;
import io.connwarden.doctor.finding.Answer;
import io.connwarden.doctor.finding.ClockReading;
import io.connwarden.doctor.finding.Duty;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.HeldSession;
import io.connwarden.doctor.finding.Occupancy;
import io.connwarden.doctor.finding.OwnEnd;
import io.connwarden.doctor.finding.Provider;
import io.connwarden.doctor.finding.RoleRights;
import io.connwarden.doctor.finding.RoleSessions;
import io.connwarden.doctor.finding.Server;
import io.connwarden.doctor.finding.Subject;
import io.connwarden.doctor.finding.Timeout;
import io.connwarden.doctor.finding.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A server that is ready, of which each case changes one thing. */
public final class Cases {
    public static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");

    public Duty duty = Duty.RECLAIM;
    public Provider presumed = Provider.PLAIN;
    public @Nullable String reserveRole;
    public Admission admission = new Admission.Ordinary();
    public Answer<Way> way = given(new Way(7, Set.of(7), Set.of(8), false, null, 5432));
    public Answer<Server> server = given(new Server(180_001, "18.1", false, Provider.PLAIN));
    public Answer<Occupancy> occupancy = given(new Occupancy(100, 3, 3, 40));
    public Answer<Double> visibility = given(100.0);
    public RoleRights rights = rights("guard");
    public Answer<List<RoleSessions>> sessions = given(List.of(new RoleSessions("shop", false, false, 3)));
    public List<Timeout> timeouts = List.of(
            new Timeout("tcp_keepalives_idle", 60, "s", "configuration file"),
            new Timeout("client_connection_check_interval", 10_000, "ms", "configuration file"));
    public Answer<HeldSession> lane = given(new HeldSession(Duration.ZERO, Duration.ofMillis(200), true));
    public Answer<OwnEnd> ownEnd = given(new OwnEnd("SIGNALLED", true));
    public Answer<RoleRights> reserveRights = new Answer.NotAsked<>("no reserve role");
    public Answer<Boolean> reserveEntry = new Answer.NotAsked<>("no reserve role");
    public ClockReading clock = new ClockReading(Duration.ofMillis(3), Duration.ofMillis(1));

    public static <T> Answer<T> given(T value) {
        return new Answer.Given<>(value);
    }

    public static RoleRights rights(String name) {
        return new RoleRights(name, false, true, true, true, true, true, true, true, -1, -1, null, 1);
    }

    public Findings findings() {
        return new Findings(
                new Subject("orders-db", duty, "guard", reserveRole, "shop", 95, Set.of(5432), presumed),
                NOW,
                admission,
                way,
                server,
                occupancy,
                visibility,
                given(rights),
                sessions,
                given(timeouts),
                lane,
                ownEnd,
                reserveRights,
                reserveEntry,
                given(clock));
    }

    public List<Check> checks() {
        return Judgement.of(findings());
    }

    public Check check(String name) {
        return checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
