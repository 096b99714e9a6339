package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Glob;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** G5: some sessions are never touched: by what they are, by a protecting pattern, or for being outside the only ones. */
public record G5Protection(Policy policy) implements SessionGuard {
    /** Programs that copy a database; ending one spoils hours of work that nobody misses until a restore. */
    private static final List<Glob> BACKUP_APPLICATIONS = Stream.of(
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
    public Optional<SparedSession> check(Candidate candidate, SelectionCount selected) {
        return protectionReason(candidate.session())
                .map(why -> new SparedSession(
                        candidate.session(), RuleId.G5, SessionOutcome.PROTECTED, "protected: " + why + " (G5)"));
    }

    /** Why the session is never touched; empty when it may be. */
    Optional<String> protectionReason(Session session) {
        return protectedByType(session)
                .or(() -> policy.exclude().firstMatch(session).map(match -> match + " of policy.exclude"))
                .or(() -> policy.include().firstMismatch(session).map(miss -> miss + " is not in policy.include"));
    }

    private static Optional<String> protectedByType(Session session) {
        if (!session.isVisible()) {
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
        return protectedByActivity(session);
    }

    private static Optional<String> protectedByActivity(Session session) {
        if (session.replication()) {
            return Optional.of("it replicates");
        }
        if (session.backup() || isBackupApplication(session.application())) {
            return Optional.of("it looks like a backup");
        }
        if (session.listening()) {
            return Optional.of("it listens for notifications");
        }
        return session.holdsAdvisoryLock() ? Optional.of("it holds an advisory lock") : Optional.empty();
    }

    private static boolean isBackupApplication(@Nullable String application) {
        return application != null
                && BACKUP_APPLICATIONS.stream().anyMatch(backup -> backup.matchesIgnoringCase(application));
    }
}
