package io.connwarden.actuator.outbox;

import io.connwarden.actuator.concurrent.BackOff;
import io.connwarden.actuator.concurrent.ShutdownException;
import io.connwarden.actuator.concurrent.ShutdownSignal;
import io.connwarden.actuator.concurrent.Wakeup;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.store.StoreFailures;
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
public final class OutboxRelay implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH_SIZE = 200;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final Duration STANDBY_INTERVAL = Duration.ofSeconds(1);

    private final DataSource store;
    private final RecordSender sender;
    private final Wakeup wakeup;
    private final ShutdownSignal shutdown;
    private final ActuatorMetrics metrics;
    private final BackOff backOff = BackOff.standard();
    private boolean failing;

    /** @param wakeup rung whenever this process has put something into the outbox */
    public OutboxRelay(
            DataSource store, RecordSender sender, Wakeup wakeup, ShutdownSignal shutdown, ActuatorMetrics metrics) {
        this.store = store;
        this.sender = sender;
        this.wakeup = wakeup;
        this.shutdown = shutdown;
        this.metrics = metrics;
    }

    /** Runs until the service stops. */
    @Override
    public void run() {
        while (!shutdown.isShutDown()) {
            try (Connection connection = store.getConnection()) {
                relayOver(connection);
            } catch (ShutdownException e) {
                return;
            } catch (SQLException | DataAccessException e) {
                logOutage("The relay cannot work with the log store", StoreFailures.rootMessage(e));
                metrics.recordStoreFailure();
                backOff();
            }
        }
    }

    private void relayOver(Connection connection) {
        Outbox outbox = Outbox.onConnection(connection);
        if (!outbox.tryAcquireRelayLock()) {
            shutdown.sleep(STANDBY_INTERVAL);
            return;
        }
        LOG.info("This process is the relay of the outbox now");
        try {
            while (!shutdown.isShutDown()) {
                sendBatch(outbox);
            }
        } finally {
            // The connection goes back to the pool, and the lock must not go with it.
            outbox.releaseRelayLock();
        }
    }

    private void sendBatch(Outbox outbox) {
        List<OutboxRecord> records = outbox.unsent(BATCH_SIZE);
        if (records.isEmpty()) {
            wakeup.await(POLL_INTERVAL);
            return;
        }
        SendResult sendResult = SendResult.sendAll(records, sender);
        outbox.markSent(sendResult.sent());
        metrics.recordPublished(sendResult.sent().size());
        sendResult.rejected().forEach((id, reason) -> reject(outbox, id, reason));
        Throwable transientFailure = sendResult.transientFailure();
        if (transientFailure == null) {
            onSuccess();
        } else {
            metrics.recordPublishFailure();
            logOutage(
                    "Kafka does not take records, keeping them in the outbox",
                    String.valueOf(transientFailure.getMessage()));
            backOff();
        }
    }

    private void reject(Outbox outbox, long id, String reason) {
        LOG.error("Record {} of the outbox will never be taken and is set aside: {}", id, reason);
        metrics.recordPublishFailure();
        outbox.reject(id, reason);
    }

    private void backOff() {
        try {
            shutdown.sleep(backOff.next());
        } catch (ShutdownException e) {
            // The loop sees it.
        }
    }

    private void onSuccess() {
        backOff.reset();
        if (failing) {
            LOG.info("Records are being sent again");
            failing = false;
        }
    }

    private void logOutage(String name, String reason) {
        if (!failing) {
            LOG.warn("{}: {}", name, reason);
            failing = true;
        }
    }
}
