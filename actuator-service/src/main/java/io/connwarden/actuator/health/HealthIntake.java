package io.connwarden.actuator.health;

import io.connwarden.actuator.acceptance.Acceptance;
import io.connwarden.actuator.acceptance.WorkBell;
import io.connwarden.actuator.alerting.Sign;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.intake.BatchIntake;
import io.connwarden.actuator.intake.DeadLetter;
import io.connwarden.actuator.intake.DeadLetters;
import io.connwarden.actuator.intake.ReadRecord;
import io.connwarden.actuator.metrics.FlowMetrics;
import io.connwarden.actuator.outcome.AlertDesk;
import io.connwarden.actuator.outcome.LogLines;
import io.connwarden.actuator.outcome.Recorder;
import io.connwarden.actuator.pace.Bell;
import io.connwarden.actuator.store.StoreTransactions;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.Decoded;
import io.connwarden.contracts.message.Health;
import io.connwarden.sql.store.Commands;
import io.connwarden.sql.store.ConnectionLog;
import io.connwarden.sql.store.LogLine;
import io.connwarden.sql.store.RecentIntents;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches of health events. When {@link #take} returns, all are in the log, alerts have seen them, and what they
 * call for is accepted; when it throws, the whole batch must come again, which does no harm.
 */
public final class HealthIntake implements BatchIntake {
    private static final Logger LOG = LoggerFactory.getLogger(HealthIntake.class);

    private final Targets targets;
    private final ConnectionLog log;
    private final RecentIntents recent;
    private final AlertDesk alerts;
    private final Acceptance acceptance;
    private final AutomaticActions automatic;
    private final DeadLetters deadLetters;
    private final StoreTransactions store;
    private final WorkBell workers;
    private final Bell relay;
    private final FlowMetrics metrics;
    private final Clock clock;

    public HealthIntake(
            Targets targets,
            ConnectionLog log,
            RecentIntents recent,
            Commands commands,
            AlertDesk alerts,
            Acceptance acceptance,
            Recorder recorder,
            DeadLetters deadLetters,
            StoreTransactions store,
            WorkBell workers,
            Bell relay,
            FlowMetrics metrics,
            Clock clock) {
        this.targets = targets;
        this.log = log;
        this.recent = recent;
        this.alerts = alerts;
        this.acceptance = acceptance;
        this.automatic = new AutomaticActions(targets, commands, acceptance, recorder);
        this.deadLetters = deadLetters;
        this.store = store;
        this.workers = workers;
        this.relay = relay;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void take(List<ConsumerRecord<byte[], byte[]>> batch) {
        List<Event<Health>> events = new ArrayList<>();
        List<DeadLetter> letters = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> raw : batch) {
            ReadRecord read = ReadRecord.of(raw, Health.class);
            if (read.decoded() instanceof Decoded.Readable readable) {
                events.add(health(readable.event()));
            } else if (read.decoded() instanceof Decoded.Unreadable unreadable) {
                letters.add(new DeadLetter(raw, unreadable.reason()));
            }
        }
        keep(letters);
        store(events);
    }

    private void store(List<Event<Health>> events) {
        if (events.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Acceptance.Accepted accepted = store.once(() -> {
            // In one order for everybody, so that two processes cannot wait for each other.
            events.stream().map(Event::subject).distinct().sorted().forEach(recent::lock);
            log.writeChecks(events.stream().map(HealthIntake::line).toList());
            events.forEach(event -> alert(event.data(), now));
            return automatic.consider(events, now);
        });
        metrics.checksStored(events.size());
        acceptance.afterCommit(accepted, workers);
        relay.ring();
    }

    private void alert(Health health, Instant now) {
        targets.find(health.target())
                .ifPresent(target -> alerts.on(
                        new Sign.Sampled(health, target.thresholds()),
                        target.settings().labels(),
                        now));
    }

    private void keep(List<DeadLetter> letters) {
        if (!letters.isEmpty()) {
            deadLetters.keep(letters);
            LOG.warn(
                    "{} records were no health events and are among the dead letters now; the first because: {}",
                    letters.size(),
                    letters.get(0).reason());
        }
    }

    private static LogLine line(Event<Health> event) {
        return LogLines.check(event.data(), event.id().id(), event.time());
    }

    private static Event<Health> health(Event<?> event) {
        return new Event<>(event.id(), event.time(), (Health) event.data());
    }
}
