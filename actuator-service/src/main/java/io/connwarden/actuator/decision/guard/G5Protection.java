package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Glob;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.verdict.Spared;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** G5: some sessions are never touched: by what they are, by a protecting pattern, or for being outside the only ones. */
public record G5Protection(Policy policy) implements SessionGuard {
    /** Programs that copy a database; ending one spoils hours of work that nobody misses until a restore. */
    private static final List<Glob> BACKUPS = Stream.of(
                    "pg_dump*",
                    "pg_restore*",
                    "pg_basebackup*",
                    "pg_receivewal*",
                    "pg_recvlogical*",
                    "pgbackrest*",
                    "barman*",
                    "wal-g*",
                    "wal-e*",
                    "pg_probackup*",
                    "pg_rman*")
            .map(Glob::new)
            .toList();

    @Override
    public Optional<Spared> spares(Candidate candidate, Tally chosen) {
        return protection(candidate.session())
                .map(why -> new Spared(
                        candidate.session(), Ground.G5, SessionOutcome.PROTECTED, "protected: " + why + " (G5)"));
    }

    /** Why the session is never touched; empty when it may be. */
    Optional<String> protection(Session session) {
        return nature(session)
                .or(() -> policy.protect().firstMatch(session).map(match -> match + " of policy.protect"))
                .or(() -> policy.only().firstMiss(session).map(miss -> miss + " is not in policy.only"));
    }

    private static Optional<String> nature(Session session) {
        if (!session.visible()) {
            return Optional.of("our role may not see it");
        }
        if (session.own()) {
            return Optional.of("it is Connwarden's own");
        }
        if (session.superuser()) {
            return Optional.of("its role is a superuser");
        }
        if (!Session.CLIENT_BACKEND.equals(session.backendType())) {
            return Optional.of("its backend type is '" + session.backendType() + "'");
        }
        return duty(session);
    }

    private static Optional<String> duty(Session session) {
        if (session.replication()) {
            return Optional.of("it replicates");
        }
        if (session.backup() || runsBackup(session.application())) {
            return Optional.of("it looks like a backup");
        }
        if (session.listening()) {
            return Optional.of("it listens for notifications");
        }
        return session.holdsAdvisoryLock() ? Optional.of("it holds an advisory lock") : Optional.empty();
    }

    private static boolean runsBackup(@Nullable String application) {
        return application != null && BACKUPS.stream().anyMatch(backup -> backup.matchesInAnyCase(application));
    }
}
