package io.connwarden.sql.target;

import io.connwarden.sql.target.TargetSession.Call;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection with a thread that executes its calls. A call may take any time: the caller stops waiting after a
 * time limit, and the connection stays open. Thread-safe.
 */
final class HeldConnection {
    /** A connection that was used just before is not tested before a call. */
    private static final Duration MAX_UNTESTED_IDLE_TIME = Duration.ofMillis(500);

    private final Connection connection;
    private final boolean reserve;
    private final Runnable onClosed;
    private final ExecutorService thread;
    private volatile boolean ended;
    /** The time of the last start or end of a call. It is written before {@link #busy} and read after it. */
    private volatile long changedAt = System.nanoTime();

    private volatile boolean busy;

    /** @param onClosed called once, when the connection is closed */
    HeldConnection(String name, Connection connection, boolean reserve, Runnable onClosed) {
        this.connection = connection;
        this.reserve = reserve;
        this.onClosed = onClosed;
        this.thread = Executors.newSingleThreadExecutor(task -> daemon(name, task));
    }

    static Thread daemon(String name, Runnable task) {
        Thread created = new Thread(task, name);
        created.setDaemon(true);
        return created;
    }

    /** The failure of a call that was not sent, because the connection was closed or broken before the call. */
    static final class NotSentException extends SQLException {
        private static final long serialVersionUID = 1;

        NotSentException() {
            super("the session was lost before the query was sent", SqlStates.CONNECTION_DOES_NOT_EXIST);
        }
    }

    /**
     * Executes a call.
     *
     * @throws NotSentException if the connection was lost before the call
     * @throws SQLException the exception of the call; SQLSTATE 57014 if there is no response within the limit. The
     *     message says if the call was sent. A call that was not sent is never executed later
     */
    <T> T execute(Call<T> call, Duration limit) throws SQLException {
        AtomicBoolean claimed = new AtomicBoolean();
        try {
            Future<T> response = thread.submit(() -> run(call, claimed));
            return response.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw new NotSentException();
        } catch (TimeoutException e) {
            String sent = claimed.compareAndSet(false, true)
                    ? "the session has had no response for " + silence().toSeconds() + " s; the query was not sent"
                    : "no response within " + limit.toSeconds() + " s";
            throw new SQLException(sent + "; the session is kept open", SqlStates.QUERY_CANCELED);
        } catch (InterruptedException e) {
            claimed.set(true);
            Thread.currentThread().interrupt();
            throw new SQLException("the wait for a response was interrupted", SqlStates.QUERY_CANCELED, e);
        } catch (ExecutionException e) {
            throw rethrown(e);
        }
    }

    /** Returns the checked failure of a task, and throws an unchecked one. */
    static SQLException rethrown(ExecutionException task) {
        Throwable failure = task.getCause();
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof SQLException sql ? sql : new SQLException(failure);
    }

    private <T> T run(Call<T> call, AtomicBoolean claimed) throws SQLException {
        boolean tested = idleTime().compareTo(MAX_UNTESTED_IDLE_TIME) < 0;
        setBusy(true);
        try {
            if (claimed.get()) {
                throw new CancellationException("the caller has stopped waiting");
            }
            if (ended || !(tested || isUsable())) {
                ended = true;
                throw new NotSentException();
            }
            // A slow test may have taken all the time of the caller.
            if (!claimed.compareAndSet(false, true)) {
                throw new CancellationException("the caller has stopped waiting");
            }
            setBusy(true);
            return call.run(connection);
        } catch (SQLException e) {
            if (SqlStates.isConnectionLost(e)) {
                ended = true;
            }
            throw e;
        } finally {
            setBusy(false);
            closeIfBroken();
        }
    }

    /**
     * Tests the connection without a time limit. A slow response is a response, and so is an error of the server such
     * as a statement timeout: the driver closes a broken connection during the test.
     */
    private boolean isUsable() {
        try {
            return connection.isValid(0) || !connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    private void closeIfBroken() {
        if (ended || isClosed()) {
            closeInThread();
        }
    }

    private boolean isClosed() {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    private void closeInThread() {
        ended = true;
        if (thread.isShutdown()) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            // The connection has already ended.
        }
        // The release of a permit may take long, so the caller of a failed call does not wait for it. Calls in the
        // queue still run and fail as not sent.
        thread.execute(onClosed);
        thread.shutdown();
    }

    /** Returns true until the connection is broken, retired or aborted. */
    boolean isOpen() {
        return !ended;
    }

    /** Returns true if the connection uses the reserve role. */
    boolean isReserve() {
        return reserve;
    }

    /** Returns the time since the start of the running call or test; zero if none is running. */
    Duration silence() {
        return busy ? sinceChange() : Duration.ZERO;
    }

    /** Returns the time since the end of the last call or test; zero while one is running. */
    Duration idleTime() {
        return busy ? Duration.ZERO : sinceChange();
    }

    private Duration sinceChange() {
        return Duration.ofNanos(System.nanoTime() - changedAt);
    }

    private void setBusy(boolean value) {
        changedAt = System.nanoTime();
        busy = value;
    }

    /** Tests the connection in its thread and returns at once. A broken connection is then closed. */
    void test() {
        executeInThread(() -> {
            setBusy(true);
            try {
                if (!isUsable()) {
                    ended = true;
                }
            } finally {
                setBusy(false);
                closeIfBroken();
            }
        });
    }

    /** Closes the connection after the calls in the queue. */
    void retire() {
        executeInThread(this::closeInThread);
    }

    /** Closes the connection at once. A running call fails. */
    void abort() {
        ended = true;
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // The connection has already ended.
        }
        retire();
    }

    private void executeInThread(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            // The connection is closed.
        }
    }

    /** Waits until an aborted or retired connection is closed. */
    void awaitClosed(Duration limit) throws InterruptedException {
        thread.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
}
