package io.connwarden.actuator.intake;

import io.connwarden.actuator.acceptance.Acceptance;
import io.connwarden.actuator.acceptance.Arrival;
import io.connwarden.actuator.acceptance.WorkBell;
import io.connwarden.actuator.outcome.EventIds;
import io.connwarden.actuator.outcome.Recorder;
import io.connwarden.actuator.outcome.Results;
import io.connwarden.actuator.pace.Bell;
import io.connwarden.actuator.store.StoreTransactions;
import io.connwarden.actuator.store.StoreTrouble;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.Decoded;
import io.connwarden.contracts.message.Command;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches of records from the command topics. When {@link #take} returns, each record is either accepted in the
 * log store or kept among the dead letters; when it throws, the whole batch must come again, which does no harm.
 */
public final class CommandIntake implements BatchIntake {
    private static final Logger LOG = LoggerFactory.getLogger(CommandIntake.class);
    private static final String NOBODY = "unknown";

    private final Acceptance acceptance;
    private final Recorder recorder;
    private final DeadLetters deadLetters;
    private final StoreTransactions store;
    private final WorkBell workers;
    private final Bell relay;
    private final Clock clock;

    public CommandIntake(
            Acceptance acceptance,
            Recorder recorder,
            DeadLetters deadLetters,
            StoreTransactions store,
            WorkBell workers,
            Bell relay,
            Clock clock) {
        this.acceptance = acceptance;
        this.recorder = recorder;
        this.deadLetters = deadLetters;
        this.store = store;
        this.workers = workers;
        this.relay = relay;
        this.clock = clock;
    }

    @Override
    public void take(List<ConsumerRecord<byte[], byte[]>> batch) {
        List<ReadRecord> records =
                batch.stream().map(raw -> ReadRecord.of(raw, Command.class)).toList();
        keepUnreadable(records);
        try {
            store(records);
        } catch (RuntimeException e) {
            throwUnlessForGood(e);
            storeOneByOne(records);
        }
        relay.ring();
    }

    private void keepUnreadable(List<ReadRecord> records) {
        List<DeadLetter> letters = new ArrayList<>();
        for (ReadRecord read : records) {
            if (read.decoded() instanceof Decoded.Unreadable unreadable) {
                letters.add(new DeadLetter(read.raw(), unreadable.reason()));
            }
        }
        if (!letters.isEmpty()) {
            deadLetters.keep(letters);
            LOG.warn(
                    "{} of {} records were no commands and are among the dead letters now; the first because: {}",
                    letters.size(),
                    records.size(),
                    letters.get(0).reason());
        }
    }

    private void store(List<ReadRecord> records) {
        Instant now = clock.instant();
        Acceptance.Accepted accepted = store.once(() -> {
            List<Arrival> arrivals = new ArrayList<>();
            for (ReadRecord read : records) {
                if (read.decoded() instanceof Decoded.Readable readable) {
                    arrivals.add(arrival(readable.event(), now));
                } else if (read.decoded() instanceof Decoded.Unreadable unreadable) {
                    answer(read, unreadable, now);
                }
            }
            return acceptance.accept(arrivals, now);
        });
        acceptance.afterCommit(accepted, workers);
    }

    /** One of them can never be stored; it must not keep the others from it. */
    private void storeOneByOne(List<ReadRecord> records) {
        for (ReadRecord read : records) {
            try {
                store(List.of(read));
            } catch (RuntimeException e) {
                throwUnlessForGood(e);
                String reason = "the log store can never take it: " + StoreTrouble.told(e);
                deadLetters.keep(List.of(new DeadLetter(read.raw(), reason)));
                LOG.warn("A command is among the dead letters now: {}", reason);
            }
        }
    }

    private static void throwUnlessForGood(RuntimeException e) {
        if (!StoreTrouble.isTrouble(e) || !StoreTrouble.isForGood(e)) {
            throw e;
        }
    }

    private static Arrival arrival(Event<?> event, Instant now) {
        return Arrival.of(new Event<>(event.id(), event.time(), (Command) event.data()), now);
    }

    /** Whoever sent it is told, if it can be told who that was. */
    private void answer(ReadRecord read, Decoded.Unreadable unreadable, Instant now) {
        EventId id = unreadable.id();
        if (id != null) {
            ConsumerRecord<byte[], byte[]> raw = read.raw();
            String target = Objects.requireNonNullElse(unreadable.target(), NOBODY);
            recorder.publish(
                    EventIds.rejectionOf(raw.topic(), raw.partition(), raw.offset()),
                    Results.unreadable(id.source(), id.id(), target, unreadable.reason(), now));
        }
    }
}
