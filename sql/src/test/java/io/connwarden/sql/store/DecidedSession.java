package io.connwarden.sql.store;

import io.connwarden.contracts.EventId;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.store.Commands.NewCommand;
import io.connwarden.sql.store.Commands.Requester;
import io.connwarden.sql.store.Intents.IntentBaseline;
import io.connwarden.sql.store.Intents.IntentDecision;
import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.store.Intents.NewIntent;
import io.connwarden.sql.store.Intents.SessionAttributes;
import io.connwarden.sql.store.Intents.SessionOutcomeRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A session that a decision selects. Its state is 10 min old at the first decision. */
record DecidedSession(String target, SessionId id, SignalKind kind, String application, Instant stateChange) {
    static final Duration AGE = Duration.ofMinutes(10);

    /** An idle session of the application web. */
    static DecidedSession idle(String target, int pid, Instant stateChange) {
        return new DecidedSession(
                target, new SessionId(pid, stateChange.minusSeconds(3_600)), SignalKind.TERMINATE, "web", stateChange);
    }

    DecidedSession of(String name) {
        return new DecidedSession(target, id, kind, name, stateChange);
    }

    /** Returns the session with its query, which a decision cancels. */
    DecidedSession running() {
        return new DecidedSession(target, id, SignalKind.CANCEL, application, stateChange);
    }

    DecidedSession since(Instant change) {
        return new DecidedSession(target, id, kind, application, change);
    }

    /** Records a decision on this session that is a dry run of an automatic action, and returns its intent. */
    long dryRun(StoreDatabase store, String rule, Instant decidedAt) {
        String outcome = kind == SignalKind.TERMINATE ? "WOULD_TERMINATE" : "WOULD_CANCEL";
        return record(store, new Requester(true, "automatic", "test", null), rule, outcome, decidedAt);
    }

    /** Records a decision with an outcome. */
    long record(StoreDatabase store, Requester requester, String rule, String outcome, Instant decidedAt) {
        Intents intents = new Intents(store.dataSource);
        long seq = new Commands(store.dataSource)
                .accept(new NewCommand(
                        new EventId("urn:test", UUID.randomUUID().toString()),
                        target,
                        requester.automatic() ? "AUTO" : "EMERGENCY",
                        false,
                        requester,
                        "{}",
                        StoreDatabase.EXPIRES))
                .orElseThrow();
        boolean dryRun = outcome.startsWith("WOULD_");
        long intent = intents.write(new NewIntent(
                seq,
                target,
                new IntentDecision(1, rule, "why", dryRun, "[]"),
                new IntentBaseline("WARNING", 85.0, 40, 0),
                List.of(new IntentSession(
                        1,
                        id,
                        kind,
                        "idle",
                        stateChange,
                        new SessionAttributes(
                                "shop", application, "orders", null, "idle", (double) AGE.toSeconds(), null),
                        "idle for 10 min")),
                decidedAt));
        intents.recordOutcomes(intent, List.of(new SessionOutcomeRow(1, outcome, "because", !dryRun)), decidedAt);
        return intent;
    }
}
