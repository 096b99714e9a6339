package io.connwarden.actuator.outcome;

import io.connwarden.actuator.alerting.AlertChange;
import io.connwarden.actuator.alerting.AlertPolicy;
import io.connwarden.actuator.alerting.AlertWatch;
import io.connwarden.actuator.alerting.RaisedAlert;
import io.connwarden.actuator.alerting.Sign;
import io.connwarden.actuator.outbox.OutboxWriter;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.Topics;
import io.connwarden.sql.store.AlertWatches;
import io.connwarden.sql.store.ConnectionLog;
import io.connwarden.sql.store.StoredWatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Carries signs to the alert policy and what it says back into the store and the outbox, in the caller's transaction,
 * which must hold the lock of the target.
 */
public final class AlertDesk {
    private final AlertPolicy policy;
    private final AlertWatches watches;
    private final ConnectionLog log;
    private final OutboxWriter outbox;
    private final Topics topics;

    public AlertDesk(AlertPolicy policy, AlertWatches watches, ConnectionLog log, OutboxWriter outbox, Topics topics) {
        this.policy = policy;
        this.watches = watches;
        this.log = log;
        this.outbox = outbox;
        this.topics = topics;
    }

    /**
     * Lets the policy judge a sign.
     *
     * @param labels the target's
     */
    public void on(Sign sign, Map<String, String> labels, Instant now) {
        List<AlertWatch> stored =
                watches.of(sign.target()).stream().map(AlertDesk::watch).toList();
        AlertChange change = policy.on(sign, stored, labels, now);
        change.kept().forEach(watch -> watches.keep(stored(watch)));
        change.ended().forEach(watch -> watches.end(watch.target(), watch.name()));
        change.raised().forEach(raised -> publish(raised, now));
    }

    private void publish(RaisedAlert raised, Instant now) {
        log.write(LogLines.alert(raised.logType(), raised.alert(), now));
        outbox.write(topics.alerts(), new Event<>(EventIds.alert(raised.eventId()), now, raised.alert()));
    }

    private static AlertWatch watch(StoredWatch stored) {
        return new AlertWatch(
                stored.target(),
                stored.name(),
                stored.bad(),
                stored.good(),
                stored.firingSince(),
                stored.lastBad(),
                stored.lastSign());
    }

    private static StoredWatch stored(AlertWatch watch) {
        return new StoredWatch(
                watch.target(),
                watch.name(),
                watch.bad(),
                watch.good(),
                watch.firingSince(),
                watch.lastBad(),
                watch.lastSign());
    }
}
