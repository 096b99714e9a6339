package io.connwarden.client.lane;

import io.connwarden.client.call.CancelReason;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.jdbc.ConnectionControl;
import java.sql.SQLException;

/** The lease behind a connection that a query or an application uses. */
final class LeaseControl implements ConnectionControl {
    private final ConnectionLease lease;
    private final NanoClock clock;
    private final Runnable onClose;

    /**
     * Creates a control.
     *
     * @param onClose called when the application closes the connection; never called for a query
     */
    LeaseControl(ConnectionLease lease, NanoClock clock, Runnable onClose) {
        this.lease = lease;
        this.clock = clock;
        this.onClose = onClose;
    }

    /** Rejects a commit after the deadline, because the caller may have been told that the call has failed. */
    @Override
    public void beforeCommit() throws SQLException {
        if (!lease.tracker().hasEnded() && lease.call().deadline().isExpired(clock.nanos())) {
            lease.tracker().recordCancel(CancelReason.DEADLINE);
            SQLException late = new SQLException(
                    "Transaction '" + lease.call().name() + "' was rolled back: its deadline expired before the commit",
                    "57014");
            lease.tracker().recordFailure(late);
            throw late;
        }
        lease.markCommitting();
    }

    @Override
    public void onClose() {
        onClose.run();
    }
}
