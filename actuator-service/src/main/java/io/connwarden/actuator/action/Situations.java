package io.connwarden.actuator.action;

import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Paused;
import io.connwarden.actuator.decision.situation.RecentActions;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.lane.Look;
import io.connwarden.contracts.message.Command;
import io.connwarden.sql.store.Pause;
import io.connwarden.sql.store.Pauses;
import io.connwarden.sql.store.RecentIntents;
import io.connwarden.sql.target.SessionRow;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Puts together what a decision is made on: the look at the target, and from the store what was done there lately. */
final class Situations {
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration LONGEST_COOLDOWN = Duration.ofHours(24);

    private final RecentIntents recent;
    private final Pauses pauses;

    Situations(RecentIntents recent, Pauses pauses) {
        this.recent = recent;
        this.pauses = pauses;
    }

    /** Reads the store, in a transaction that holds the target's lock until the decision is written. */
    Situation of(Undertaking undertaking, Look look, Instant now) {
        String target = undertaking.target().id();
        return new Situation(
                now,
                look.serverNow(),
                look.health().status(),
                look.health().counts(),
                undertaking.target().thresholds(),
                look.sessions().stream().map(Situations::session).toList(),
                new RecentActions(
                        lastActed(target, undertaking.dryRun(), now),
                        recent.terminationsSince(target, now.minus(AN_HOUR))),
                pauses.of(target).stream().findFirst().map(Situations::paused).orElse(null),
                Boolean.TRUE.equals(look.health().inRecovery()));
    }

    int terminationsLastHour(String target, Instant now) {
        return recent.terminationsSince(target, now.minus(AN_HOUR));
    }

    private Map<Ground, Instant> lastActed(String target, boolean dryRun, Instant now) {
        Map<Ground, Instant> last = new EnumMap<>(Ground.class);
        recent.lastActed(target, dryRun, now.minus(LONGEST_COOLDOWN))
                .forEach((rule, at) -> last.put(Ground.valueOf(rule), at));
        return last;
    }

    private static Paused paused(Pause pause) {
        return new Paused(pause.by(), pause.reason(), pause.target().equals(Command.ALL_TARGETS), pause.since());
    }

    static Session session(SessionRow row) {
        return new Session(
                row.pid(),
                row.backendStart(),
                row.user(),
                row.application(),
                row.database(),
                row.clientAddress(),
                SessionState.named(row.state()),
                row.stateChange(),
                row.xactStart(),
                row.queryStart(),
                row.backendType(),
                row.superuser(),
                row.own(),
                row.replication(),
                row.listening(),
                row.holdsAdvisoryLock(),
                row.backup(),
                row.blocking(),
                row.queryId());
    }
}
