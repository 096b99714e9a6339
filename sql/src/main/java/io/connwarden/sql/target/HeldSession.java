package io.connwarden.sql.target;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A session on a target that is held open, because a full server accepts no new session.
 *
 * <p>A slow response fails its call and never closes the session. The session is closed only when its connection is
 * broken, when a replacement is open, or when the permit for its reserved slot is lost. A background thread opens the
 * session, tests it while it is idle, opens a replacement when it does not respond, and returns it from the reserve
 * role to the ordinary role. Thread-safe.
 */
public final class HeldSession implements TargetSession, AutoCloseable {
    /** The interval of attempts to open a session or a replacement, and of renewals of the permit. */
    static final Duration KEEP_INTERVAL = Duration.ofSeconds(5);

    private static final Duration TEST_INTERVAL = Duration.ofSeconds(30);
    private static final Duration MAX_CLOSE_WAIT = Duration.ofSeconds(2);

    private final ConnectionTimeouts timeouts;
    private final SessionConnector connector;
    private final ScheduledExecutorService keeper;
    private volatile @Nullable HeldConnection current;
    private volatile String failure = "not opened yet";
    private volatile boolean closed;

    /** Creates a session that is opened by the first call, or by {@link #start}. */
    HeldSession(ConnectionTimeouts timeouts, SessionConnector connector) {
        this.timeouts = timeouts;
        this.connector = connector;
        this.keeper = Executors.newSingleThreadScheduledExecutor(
                task -> HeldConnection.daemon(connector.name() + "-keeper", task));
    }

    /** Opens the session in the background and keeps it open. */
    HeldSession start() {
        var unused = keeper.scheduleWithFixedDelay(this::keepSafely, 0, KEEP_INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
        return this;
    }

    /**
     * Executes a call. If the session is not open, it is opened first.
     *
     * @throws SQLException the exception of the call or of the connection; SQLSTATE 57014 if there is no response
     *     within the read timeout. The server may then still execute the call, and the session stays open
     */
    @Override
    public <T> T call(Call<T> call) throws SQLException {
        try {
            return openConnection().execute(call, timeouts.read());
        } catch (HeldConnection.NotSentException e) {
            return openConnection().execute(call, timeouts.read());
        }
    }

    /**
     * Executes a call that changes nothing. A session that was ended since its last call is noticed by the call only,
     * which is then repeated once on a new session.
     */
    @Override
    public <T> T read(Call<T> call) throws SQLException {
        HeldConnection held = openConnection();
        try {
            return held.execute(call, timeouts.read());
        } catch (SQLException e) {
            if (held.isOpen()) {
                throw e;
            }
            return openConnection().execute(call, timeouts.read());
        }
    }

    private HeldConnection openConnection() throws SQLException {
        HeldConnection held = current;
        if (held != null && held.isOpen()) {
            return held;
        }
        Duration limit = timeouts.connect().plus(timeouts.read());
        try {
            return keeper.submit(this::openIfClosed).get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException | CancellationException e) {
            throw new SQLException("session " + connector.name() + " is closed", SqlStates.CONNECTION_DOES_NOT_EXIST);
        } catch (TimeoutException e) {
            throw new SQLException(
                    "the session was not opened within " + limit.toSeconds() + " s; the attempt continues",
                    SqlStates.UNABLE_TO_CONNECT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("the wait for the session was interrupted", SqlStates.UNABLE_TO_CONNECT, e);
        } catch (ExecutionException e) {
            throw HeldConnection.rethrown(e);
        }
    }

    /** Opens the session unless it is open. Called in the thread of the keeper. */
    private HeldConnection openIfClosed() throws SQLException {
        HeldConnection held = current;
        if (held != null && held.isOpen()) {
            return held;
        }
        try {
            HeldConnection opened = connector.open();
            use(opened);
            return opened;
        } catch (SQLException e) {
            failure = ConnectFailure.of(e).message();
            throw e;
        }
    }

    private void use(HeldConnection opened) {
        current = opened;
        if (closed) {
            opened.abort();
        }
    }

    private void keepSafely() {
        try {
            keep();
        } catch (Throwable e) { // an Error must not end the keeper
            failure = "internal error: " + e;
        }
    }

    /** Opens, tests or replaces the session. An open session is kept if no replacement can be opened. */
    void keep() {
        try {
            HeldConnection held = current;
            if (held == null || !held.isOpen()) {
                openIfClosed();
            } else {
                keep(held);
            }
        } catch (SQLException e) {
            // The next attempt follows after the interval.
        }
    }

    private void keep(HeldConnection held) throws SQLException {
        Optional<String> lostPermit = held.isReserve() ? connector.renewPermit() : Optional.empty();
        if (lostPermit.isPresent()) {
            // Another process may occupy a reserved slot now.
            failure = "the permit for the reserved slot is lost: " + lostPermit.get();
            held.abort();
        } else if (isSilent(held)) {
            replace(held, connector.open());
        } else if (held.isReserve()) {
            replace(held, connector.openOrdinary());
        } else if (held.idleTime().compareTo(TEST_INTERVAL) >= 0) {
            held.test();
        }
    }

    private void replace(HeldConnection old, HeldConnection replacement) {
        use(replacement);
        if (isSilent(old)) {
            old.abort();
        } else {
            // Its response may have arrived meanwhile, and a further call may be running.
            old.retire();
        }
    }

    private boolean isSilent(HeldConnection held) {
        return held.silence().compareTo(timeouts.read()) >= 0;
    }

    /** Returns the name of the session in its threads. */
    public String name() {
        return connector.name();
    }

    /** Returns true if the session is open. Sends nothing to the target. */
    public boolean isOpen() {
        HeldConnection held = current;
        return held != null && held.isOpen();
    }

    /**
     * Returns true if the session is closed, no slot is free for its role, and another process holds the permit for a
     * reserved slot. Sends nothing to the target.
     */
    public boolean isWaitingForReserve() {
        return !isOpen() && connector.isWaiting();
    }

    /** Returns the state in words: open, in a reserved slot, without a response, or closed with the reason. */
    public String state() {
        HeldConnection held = current;
        if (held == null || !held.isOpen()) {
            return "closed: " + failure;
        }
        String open = held.isReserve() ? "open in a reserved slot" : "open";
        return isSilent(held) ? open + ", no response for " + held.silence().toSeconds() + " s" : open;
    }

    /** Closes the session at once. A running call fails. */
    @Override
    public void close() {
        closed = true;
        failure = "the session was closed";
        keeper.shutdownNow().forEach(waiting -> ((Future<?>) waiting).cancel(true));
        HeldConnection held = current;
        if (held == null) {
            return;
        }
        held.abort();
        try {
            held.awaitClosed(MAX_CLOSE_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
