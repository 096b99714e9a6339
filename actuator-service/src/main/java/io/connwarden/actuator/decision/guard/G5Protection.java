package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Glob;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The guard G5: sessions are protected by their type, by {@code policy.exclude}, and by {@code policy.include}. */
public record G5Protection(Policy policy) implements SessionGuard {
    /** Backup programs. The loss of a terminated backup is noticed only at the next restore. */
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

    static G5Protection of(GuardedStep step) {
        return new G5Protection(step.policy());
    }

    @Override
    public Optional<SparedSession> check(Candidate candidate, SelectionCount selected) {
        return protectionReason(candidate.session())
                .map(reason -> new SparedSession(
                        candidate.session(), RuleId.G5, SessionOutcome.PROTECTED, "protected: " + reason + " (G5)"));
    }

    /** Returns the reason why the session is protected, or empty. */
    public Optional<String> protectionReason(Session session) {
        return permanentReason(session)
                .or(() -> protectedByActivity(session))
                .or(() -> knownListener(session.client().application()))
                .or(() -> policy.exclude().firstMatch(session).map(match -> match + " in policy.exclude"))
                .or(() -> policy.include()
                        .firstMismatch(session)
                        .map(mismatch -> mismatch + " matches no pattern in policy.include"));
    }

    /** Returns the reason of a protection that no command can override, or empty. */
    public Optional<String> permanentReason(Session session) {
        String type = session.traits().backendType();
        if (type != null && !Session.CLIENT_BACKEND.equals(type)) {
            return Optional.of("backend type '" + type + "'");
        }
        if (!session.isVisible()) {
            return Optional.of("not visible to the role of Connwarden");
        }
        if (session.traits().own()) {
            return Optional.of("session of Connwarden");
        }
        if (session.client().user() == null) {
            // The role was dropped while its session is open: neither its name nor its attributes are known.
            return Optional.of("role was dropped");
        }
        return session.traits().superuser() ? Optional.of("superuser") : Optional.empty();
    }

    private static Optional<String> protectedByActivity(Session session) {
        if (session.traits().replication()) {
            return Optional.of("replication connection");
        }
        if (session.traits().backup() || isBackupApplication(session.client().application())) {
            return Optional.of("backup program");
        }
        if (session.traits().listening()) {
            return Optional.of("LISTEN is active");
        }
        return session.traits().holdsAdvisoryLock() ? Optional.of("holds an advisory lock") : Optional.empty();
    }

    private static boolean isBackupApplication(@Nullable String application) {
        return application != null
                && BACKUP_APPLICATIONS.stream().anyMatch(backup -> backup.matchesIgnoringCase(application));
    }

    private Optional<String> knownListener(@Nullable String application) {
        return application == null
                ? Optional.empty()
                : policy.listeners().stream()
                        .filter(listener -> listener.matchesIgnoringCase(application))
                        .findFirst()
                        .map(listener -> "known listener, application '" + application + "' matches '"
                                + listener.pattern() + "' in policy.listeners");
    }
}
