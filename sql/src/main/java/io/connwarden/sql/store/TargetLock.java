package io.connwarden.sql.store;

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
        StoreStatement.LOCK_TARGET
                .on(jdbc)
                .param("target", target)
                .query((row, number) -> row.getInt(1))
                .single();
    }
}
