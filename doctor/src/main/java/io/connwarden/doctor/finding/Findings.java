package io.connwarden.doctor.finding;

import java.time.Instant;
import java.util.List;

/**
 * Everything that was tried on one server, as it went. When nobody let us in, only {@link #admission} says anything.
 *
 * @param at our clock when it was finished
 * @param visibility share of the client sessions whose state can be read, in percent
 * @param reserveRights of the configured reserve role
 * @param reserveEntry whether a session could be opened as the reserve role
 */
public record Findings(
        Subject subject,
        Instant at,
        Admission admission,
        Answer<Way> way,
        Answer<Server> server,
        Answer<Occupancy> occupancy,
        Answer<Double> visibility,
        Answer<RoleRights> rights,
        Answer<List<RoleSessions>> sessions,
        Answer<List<Timeout>> timeouts,
        Answer<HeldSession> lane,
        Answer<OwnEnd> ownEnd,
        Answer<RoleRights> reserveRights,
        Answer<Boolean> reserveEntry,
        Answer<ClockReading> clock) {

    /** Findings of a server that let nobody in. */
    public static Findings shutOut(Subject subject, Instant at, Admission.ShutOut admission) {
        String why = "there was no session to ask on";
        return new Findings(
                subject,
                at,
                admission,
                new Answer.NotAsked<>(why),
                new Answer.NotAsked<>(why),
                new Answer.NotAsked<>(why),
                new Answer.NotAsked<>(why),
                new Answer.NotAsked<>(why),
                new Answer.NotAsked<>(why),
                new Answer.NotAsked<>(why),
                new Answer.NotAsked<>(why),
                new Answer.NotAsked<>(why),
                new Answer.NotAsked<>(why),
                new Answer.NotAsked<>(why),
                new Answer.NotAsked<>(why));
    }

    public Provider provider() {
        return server.value()
                .map(Server::provider)
                .filter(told -> told != Provider.PLAIN)
                .orElse(subject.presumed());
    }

    /** Whether rights have to be granted on another server than this one. */
    public boolean standby() {
        return server.value().map(Server::standby).orElse(false);
    }
}
