package io.connwarden.sql.store;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The lock under which one process at a time decides about a target. The end of the transaction releases it.
 *
 * <p>A decision, its intent, and the alert states of a target are read and written in one transaction that holds it.
 */
public final class TargetLock {
    private final JdbcClient jdbc;

    public TargetLock(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /** Acquires the lock for the current transaction, and waits while another transaction holds it. */
    public void acquire(String target) {
        acquireAll(List.of(target));
    }

    /**
     * Acquires the locks of several targets for the current transaction. The order is the same in every process, which
     * prevents deadlocks. A transaction that calls this twice must name no new target in the second call.
     */
    public void acquireAll(Collection<String> targets) {
        StoreStatement.LOCK_TARGETS
                .on(jdbc)
                .param("targets", ArrayParameter.of("text", new TreeSet<>(targets), target -> target))
                .query((row, number) -> row.getInt(1))
                .single();
    }
}
