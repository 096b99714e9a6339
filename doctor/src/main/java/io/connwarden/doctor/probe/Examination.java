package io.connwarden.doctor.probe;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.doctor.finding.Admission;
import io.connwarden.doctor.finding.Answer;
import io.connwarden.doctor.finding.Duty;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.HeldSession;
import io.connwarden.doctor.finding.OwnEnd;
import io.connwarden.doctor.finding.RoleRights;
import io.connwarden.doctor.finding.Subject;
import io.connwarden.doctor.finding.Timeout;
import io.connwarden.doctor.finding.Way;
import io.connwarden.sql.target.Login;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One examination of one server, in the order in which its parts may be tried: who answers comes before anything that
 * would leave a trace in a session. Takes at most two sessions at once, and gives them back. Not thread-safe.
 */
public final class Examination {
    private static final String POOLED = "a pooler is in between, or may be";

    private final Door door;
    private final Subject subject;
    private final InstantSource clock;
    private WayProbe.Second second = new WayProbe.Second(null, null);

    private Examination(TargetSettings target, Duty duty, InstantSource clock) {
        // The monitor knows no second role: its doctor shall not take the slots kept for the actuator's.
        Login reserve = duty == Duty.WATCH ? null : target.reserve();
        Address address = Address.of(target.url());
        this.door = new Door(target, reserve);
        this.clock = clock;
        this.subject = new Subject(
                target.id(),
                duty,
                target.user(),
                reserve == null ? null : reserve.user(),
                Objects.requireNonNullElse(address.database(), target.user()),
                Objects.requireNonNullElseGet(target.thresholds(), Thresholds::standard)
                        .minimumVisibility(),
                address.ports(),
                address.presumed());
    }

    /** What was found. Never throws for what a server does; takes as long as the server, some seconds at most each. */
    public static Findings of(TargetSettings target, Duty duty, InstantSource clock) {
        return new Examination(target, duty, clock).run();
    }

    private Findings run() {
        Door.Entry entry = door.enter();
        Connection first = entry.session();
        Login login = entry.login();
        if (first == null || login == null) {
            return Findings.shutOut(subject, clock.instant(), (Admission.ShutOut) entry.admission());
        }
        try {
            return examine(first, login, entry.admission());
        } finally {
            close(first);
        }
    }

    private Findings examine(Connection first, Login login, Admission admission) {
        Answer<Way> way = WayProbe.along(first, () -> second = openSecond(login));
        ServerQuestions questions = new ServerQuestions(first);
        Answer<List<Timeout>> timeouts = questions.timeouts();
        boolean ours = way.value().filter(walked -> !walked.pooled()).isPresent();
        Answer<Connection> settled =
                ours ? Asking.answered(() -> TargetConnections.settled(first)) : new Answer.NotAsked<>(POOLED);
        Answer<OwnEnd> ownEnd = ownEnd(first, ours);
        Answer<RoleRights> reserveRights = reserveRights(questions);
        return new Findings(
                subject,
                clock.instant(),
                admission,
                way,
                questions.server(),
                questions.occupancy(),
                questions.visibility(),
                questions.rights(subject.role()),
                questions.sessionsByRole(subject.role()),
                timeouts,
                lane(settled, timeouts),
                ownEnd,
                reserveRights,
                reserveEntry(admission),
                new ClockProbe(first, clock).read());
    }

    private WayProbe.Second openSecond(Login login) {
        try {
            return new WayProbe.Second(door.open(login), null);
        } catch (SQLException e) {
            return new WayProbe.Second(null, Refusals.of(e));
        }
    }

    /** Gives the second session back, one way or the other. */
    private Answer<OwnEnd> ownEnd(Connection first, boolean ours) {
        Connection victim = second.session();
        if (victim == null) {
            return new Answer.NotAsked<>("there was no second session");
        }
        try {
            if (subject.duty() == Duty.WATCH || !ours) {
                return new Answer.NotAsked<>(ours ? "whoever watches signals nobody" : POOLED);
            }
            return Asking.answered(() -> new OwnEndProbe(first, victim).end());
        } finally {
            close(victim);
        }
    }

    private static Answer<HeldSession> lane(Answer<Connection> settled, Answer<List<Timeout>> timeouts) {
        if (settled instanceof Answer.Given<Connection> session) {
            return Asking.answered(
                    () -> new LaneProbe(session.answer(), timeouts.value().orElse(List.of())).hold());
        }
        return new Answer.NotAsked<>(settled.lack());
    }

    private Answer<RoleRights> reserveRights(ServerQuestions questions) {
        return subject.reserveRole() == null
                ? new Answer.NotAsked<>("no reserve role is configured")
                : questions.rights(subject.reserveRole());
    }

    private Answer<Boolean> reserveEntry(Admission admission) {
        @Nullable Login reserve = door.reserve();
        if (reserve == null) {
            return new Answer.NotAsked<>("no reserve role is configured");
        }
        if (admission instanceof Admission.ByReserveRole) {
            return new Answer.Given<>(true);
        }
        return Asking.answered(() -> {
            door.open(reserve).close();
            return true;
        });
    }

    private static void close(Connection session) {
        try {
            session.close();
        } catch (SQLException e) {
            // Ended already, which is what was wanted.
        }
    }
}
