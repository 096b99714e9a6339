package io.connwarden.actuator.outbox;

import io.connwarden.actuator.metrics.FlowMetrics;
import io.connwarden.actuator.pace.BackOff;
import io.connwarden.actuator.pace.Bell;
import io.connwarden.actuator.pace.Rest;
import io.connwarden.actuator.pace.Stopped;
import io.connwarden.actuator.store.StoreTrouble;
import io.connwarden.sql.store.Outbox;
import io.connwarden.sql.store.OutboxRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Sends what is in the outbox. Of all instances on one store only the one whose connection holds the lock does; the
 * others stand by, and one of them takes over when that connection is gone.
 *
 * <p>Sent at least once: a record that was acknowledged and could not be marked goes again, under the same event id.
 */
public final class Relay implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int BATCH = 200;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration STAND_BY = Duration.ofSeconds(1);

    private final DataSource store;
    private final Brokers brokers;
    private final Bell bell;
    private final Rest rest;
    private final FlowMetrics metrics;
    private final BackOff backOff = BackOff.standard();
    private boolean troubled;

    /** @param bell rung whenever this process has put something into the outbox */
    public Relay(DataSource store, Brokers brokers, Bell bell, Rest rest, FlowMetrics metrics) {
        this.store = store;
        this.brokers = brokers;
        this.bell = bell;
        this.rest = rest;
        this.metrics = metrics;
    }

    /** Runs until the service stops. */
    @Override
    public void run() {
        while (!rest.stopping()) {
            try (Connection connection = store.getConnection()) {
                runOn(connection);
            } catch (Stopped e) {
                return;
            } catch (SQLException | DataAccessException e) {
                tell("The relay cannot work with the log store", StoreTrouble.told(e));
                metrics.storeFailed();
                pause();
            }
        }
    }

    private void runOn(Connection connection) {
        Outbox outbox = Outbox.over(connection);
        if (!outbox.becomeRelay()) {
            rest.rest(STAND_BY);
            return;
        }
        LOG.info("This process is the relay of the outbox now");
        try {
            while (!rest.stopping()) {
                sendSome(outbox);
            }
        } finally {
            // The connection goes back to the pool, and the lock must not go with it.
            outbox.stopBeingRelay();
        }
    }

    private void sendSome(Outbox outbox) {
        List<OutboxRecord> records = outbox.unsent(BATCH);
        if (records.isEmpty()) {
            bell.await(LOOK_AGAIN);
            return;
        }
        Dispatch dispatch = Dispatch.of(records, brokers);
        outbox.markSent(dispatch.sent());
        metrics.published(dispatch.sent().size());
        dispatch.refused().forEach((id, why) -> refuse(outbox, id, why));
        Throwable trouble = dispatch.trouble();
        if (trouble == null) {
            relieved();
        } else {
            metrics.publishFailed();
            tell("Kafka does not take records, keeping them in the outbox", String.valueOf(trouble.getMessage()));
            pause();
        }
    }

    private void refuse(Outbox outbox, long id, String why) {
        LOG.error("Record {} of the outbox will never be taken and is set aside: {}", id, why);
        metrics.publishFailed();
        outbox.refuse(id, why);
    }

    private void pause() {
        try {
            rest.rest(backOff.next());
        } catch (Stopped e) {
            // The loop sees it.
        }
    }

    private void relieved() {
        backOff.reset();
        if (troubled) {
            LOG.info("Records are being sent again");
            troubled = false;
        }
    }

    private void tell(String what, String why) {
        if (!troubled) {
            LOG.warn("{}: {}", what, why);
            troubled = true;
        }
    }
}
