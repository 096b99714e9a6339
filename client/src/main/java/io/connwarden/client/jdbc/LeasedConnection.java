package io.connwarden.client.jdbc;

import io.connwarden.client.call.AttemptTracker;
import io.connwarden.client.call.FailureClass;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLException;

/**
 * The connection that a query or an application receives. It reports commits and failures to the tracker of its
 * attempt, so that the router knows whether the attempt may be repeated.
 *
 * <p>A query does not own its connection: closing it has no effect. In a router transaction the router commits and
 * rolls back. A commit by the query's own code ends the transaction as the router would; turning autocommit off has no
 * effect, because it is off already.
 */
public final class LeasedConnection extends DelegatingConnection {
    private enum Use {
        QUERY,
        ROUTER_TRANSACTION,
        DATA_SOURCE
    }

    private final Use use;
    private final Connection pooled;
    private final ConnectionControl control;
    private final Supplier<AttemptTracker> tracker;
    private final Supplier<ReadCheck> readCheck;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final @Nullable BaseConnection session;
    private boolean autoCommit;
    private boolean dirty;
    private boolean aborted;

    private LeasedConnection(
            Use use,
            Connection pooled,
            ConnectionControl control,
            Supplier<AttemptTracker> tracker,
            Supplier<ReadCheck> readCheck)
            throws SQLException {
        super(pooled);
        this.use = use;
        this.pooled = pooled;
        this.control = control;
        this.tracker = tracker;
        this.readCheck = readCheck;
        this.session = pooled.isWrapperFor(BaseConnection.class) ? pooled.unwrap(BaseConnection.class) : null;
        this.autoCommit = use != Use.ROUTER_TRANSACTION && pooled.getAutoCommit();
    }

    /**
     * Wraps a connection for a query. The query may use transactions of its own.
     *
     * @return a connection that ignores {@link #close}
     */
    public static LeasedConnection forQuery(
            Connection pooled, ConnectionControl control, AttemptTracker tracker, ReadCheck readCheck)
            throws SQLException {
        return new LeasedConnection(Use.QUERY, pooled, control, () -> tracker, () -> readCheck);
    }

    /**
     * Wraps a connection for a query in a router transaction. Autocommit is off already.
     *
     * @return a connection that ignores {@link #close}
     */
    public static LeasedConnection inTransaction(Connection pooled, ConnectionControl control, AttemptTracker tracker)
            throws SQLException {
        return new LeasedConnection(Use.ROUTER_TRANSACTION, pooled, control, () -> tracker, () -> ReadCheck.NONE);
    }

    /**
     * Wraps a connection for the users of a data source. It may outlive the scope in which it was acquired.
     *
     * @param tracker the tracker of the attempt that uses the connection now
     * @param readCheck the check of the attempt that uses the connection now
     * @return a connection that calls {@link ConnectionControl#onClose} when it is closed
     */
    public static LeasedConnection forDataSource(
            Connection pooled,
            ConnectionControl control,
            Supplier<AttemptTracker> tracker,
            Supplier<ReadCheck> readCheck)
            throws SQLException {
        return new LeasedConnection(Use.DATA_SOURCE, pooled, control, tracker, readCheck);
    }

    /** Returns true if statements ran since the last commit or rollback. */
    public boolean isDirty() {
        return dirty;
    }

    /**
     * Reports a connection that was lost without an exception of a statement, for example while rows were read. Called
     * when the use of the connection ends.
     */
    public void reportLoss() {
        if (aborted) {
            return;
        }
        try {
            if (pooled.isClosed()) {
                recordFailure(new SQLException("The connection was lost while it was in use", "08006"), autoCommit);
            }
        } catch (SQLException e) {
            recordFailure(e, autoCommit);
        }
    }

    @Override
    public void close() {
        if (use != Use.DATA_SOURCE || closed.get()) {
            return;
        }
        // Before the connection counts as closed, because nothing is recorded afterwards.
        reportLoss();
        if (closed.compareAndSet(false, true)) {
            detach(ClosedConnection.INSTANCE);
            control.onClose();
        }
    }

    @Override
    public void commit() throws SQLException {
        control.beforeCommit();
        boolean isSent = !pooled.isClosed();
        try {
            super.commit();
        } catch (SQLException e) {
            // A commit that the server rejected was rolled back. Any other failure leaves its result open.
            recordFailure(e, isSent && !isRejection(e) && !isReadOnlyTransaction());
            throw e;
        }
        if (!isReadOnlyTransaction()) {
            tracker.get().recordCommit();
        }
        dirty = false;
    }

    @Override
    public void rollback() throws SQLException {
        run(super::rollback);
        dirty = false;
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        run(() -> super.rollback(savepoint));
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        return get(super::setSavepoint);
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        return get(() -> super.setSavepoint(name));
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        run(() -> super.releaseSavepoint(savepoint));
    }

    /** Turning autocommit on inside a transaction commits, as JDBC demands. */
    @Override
    public void setAutoCommit(boolean newAutoCommit) throws SQLException {
        if (use == Use.ROUTER_TRANSACTION) {
            if (newAutoCommit) {
                throw new SQLException("Do not call setAutoCommit(true) inside executeTransaction: the router commits"
                        + " when the query returns and rolls back when it throws");
            }
            return;
        }
        if (newAutoCommit && !autoCommit && hasTransactionToCommit()) {
            commit();
        }
        run(() -> super.setAutoCommit(newAutoCommit));
        autoCommit = newAutoCommit;
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        if (use == Use.ROUTER_TRANSACTION) {
            throw new SQLException("Do not call abort() inside executeTransaction: the router commits when the query"
                    + " returns and rolls back when it throws");
        }
        aborted = true;
        super.abort(executor);
    }

    /** A transaction that has failed is not committed: turning autocommit on rolls it back. */
    private boolean hasTransactionToCommit() throws SQLException {
        return session == null ? dirty : session.getTransactionState() == TransactionState.OPEN && !pooled.isClosed();
    }

    /** Changes of a transaction that was begun read-only are impossible, so its commit has no effect. */
    private boolean isReadOnlyTransaction() {
        return session != null && !autoCommit && session.hintReadOnly();
    }

    /** A step that ends or divides a transaction without committing it. */
    private interface Step {
        void run() throws SQLException;
    }

    private void run(Step step) throws SQLException {
        get(() -> {
            step.run();
            return true;
        });
    }

    private <T> T get(DelegatingStatement.Execution<T> step) throws SQLException {
        try {
            return step.execute();
        } catch (SQLException e) {
            recordFailure(e, false);
            throw e;
        }
    }

    /** Runs a statement and records its commit or its failure. */
    <T> T track(@Nullable String sql, DelegatingStatement.Execution<T> execution) throws SQLException {
        dirty = true;
        try {
            T answer = execution.execute();
            if (autoCommit || hasEndedTransaction()) {
                tracker.get().recordCommit();
            } else if (sql != null && SqlText.mayChainTransactions(sql)) {
                tracker.get().recordPossibleCommit();
            }
            return answer;
        } catch (SQLException e) {
            recordFailure(e, mayHaveCommitted(sql, e));
            throw e;
        } catch (RuntimeException | Error e) {
            tracker.get().recordPossibleCommit();
            throw e;
        }
    }

    /** Detects a COMMIT that was sent as text. */
    private boolean hasEndedTransaction() {
        return session != null && session.getTransactionState() == TransactionState.IDLE;
    }

    private boolean mayHaveCommitted(@Nullable String sql, SQLException failure) {
        if (autoCommit) {
            return sql == null || !isRejection(failure) || !SqlText.isSingleCommit(sql);
        }
        return sql != null && SqlText.mayEndTransaction(sql) && !(isRejection(failure) && SqlText.isSingleCommit(sql));
    }

    /**
     * Returns true if the server rejected the statement. The driver may also throw after a statement that succeeded,
     * for example when it returns rows to {@code executeUpdate}.
     */
    private static boolean isRejection(SQLException thrown) {
        return thrown instanceof PSQLException rejected
                && rejected.getServerErrorMessage() != null
                && FailureClass.of(rejected) != FailureClass.CONNECTION_LOST;
    }

    private void recordFailure(SQLException failure, boolean mayHaveCommitted) {
        if (closed.get()) {
            // The use of a closed connection is a mistake of the code, not a lost connection.
            return;
        }
        if (mayHaveCommitted) {
            tracker.get().recordPossibleCommit();
        }
        tracker.get().recordFailure(failure);
    }

    @Override
    public Statement createStatement() throws SQLException {
        return new LeasedStatement(super.createStatement(), this);
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        markUntrackedIfUpdatable(concurrency);
        return new LeasedStatement(super.createStatement(type, concurrency), this);
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        markUntrackedIfUpdatable(concurrency);
        return new LeasedStatement(super.createStatement(type, concurrency, holdability), this);
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        requireAllowed(sql);
        return prepared(sql, super.prepareStatement(sql));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
        requireAllowed(sql);
        return prepared(sql, super.prepareStatement(sql, autoGeneratedKeys));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
        requireAllowed(sql);
        return prepared(sql, super.prepareStatement(sql, columnIndexes));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
        requireAllowed(sql);
        return prepared(sql, super.prepareStatement(sql, columnNames));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        requireAllowed(sql);
        markUntrackedIfUpdatable(concurrency);
        return prepared(sql, super.prepareStatement(sql, type, concurrency));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        requireAllowed(sql);
        markUntrackedIfUpdatable(concurrency);
        return prepared(sql, super.prepareStatement(sql, type, concurrency, holdability));
    }

    private PreparedStatement prepared(String sql, PreparedStatement statement) {
        return new LeasedPreparedStatement(sql, statement, this);
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        requireAllowed(sql);
        return new LeasedCallableStatement(sql, super.prepareCall(sql), this);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        requireAllowed(sql);
        markUntrackedIfUpdatable(concurrency);
        return new LeasedCallableStatement(sql, super.prepareCall(sql, type, concurrency), this);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        requireAllowed(sql);
        markUntrackedIfUpdatable(concurrency);
        return new LeasedCallableStatement(sql, super.prepareCall(sql, type, concurrency, holdability), this);
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        return new LeasedDatabaseMetaData(super.getMetaData(), this);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        T unwrapped = super.unwrap(type);
        markUnwrapped(Connection.class.isAssignableFrom(type));
        return unwrapped;
    }

    /**
     * Records that the code has access to an object of the driver.
     *
     * @param leadsToConnection true if the object can commit a transaction
     */
    void markUnwrapped(boolean leadsToConnection) {
        dirty = true;
        // In a router transaction the code must not commit through another object.
        if (autoCommit || (leadsToConnection && use != Use.ROUTER_TRANSACTION)) {
            tracker.get().recordPossibleCommit();
        }
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || super.isWrapperFor(type);
    }

    /** Rejects a statement that changes data in a query of type READ, which may be repeated. */
    void requireAllowed(String sql) throws SQLException {
        readCheck.get().requireAllowed(sql);
    }

    /** Updates through an updatable result set cannot be counted. */
    private void markUntrackedIfUpdatable(int concurrency) {
        if (concurrency == ResultSet.CONCUR_UPDATABLE) {
            markUnwrapped(false);
        }
    }
}
