package io.connwarden.sql.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connector of a held session. It connects as the ordinary role. If no slot is free for that role, it connects as
 * the reserve role, with the permit for a reserved slot. It releases the permit when its last session of the reserve
 * role is closed. Thread-safe.
 */
final class SessionConnector {
    private final String name;
    private final RoleConnectionOpener ordinary;
    private final @Nullable Reserve reserve;
    /** Orders a release of the permit before or after an acquisition, so that it never releases a later one. */
    private final Object permitLock = new Object();
    /** The number of sessions that are open or being opened as the reserve role. Guarded by {@link #permitLock}. */
    private int reserveSessions;
    /** True after the permit was refused. */
    private volatile boolean waiting;

    /**
     * @param name names the threads of the session
     * @param reserve null if there is no reserve role
     */
    SessionConnector(String name, RoleConnectionOpener ordinary, @Nullable Reserve reserve) {
        this.name = name;
        this.ordinary = ordinary;
        this.reserve = reserve;
    }

    /** The opener of connections as one role. */
    @FunctionalInterface
    interface RoleConnectionOpener {
        Connection open() throws SQLException;
    }

    /** The opener of connections as the reserve role, with the permit that it needs. */
    record Reserve(RoleConnectionOpener opener, ReservePermit permit) {}

    String name() {
        return name;
    }

    /** Returns true if the last attempt to connect was refused the permit for a reserved slot. */
    boolean isWaiting() {
        return waiting;
    }

    /** Connects as the first role for which a slot is free. */
    HeldConnection open() throws SQLException {
        try {
            return openOrdinary();
        } catch (SQLException e) {
            if (reserve == null || !SqlStates.TOO_MANY_CONNECTIONS.equals(e.getSQLState())) {
                throw e;
            }
            return openReserve(reserve, e);
        }
    }

    HeldConnection openOrdinary() throws SQLException {
        Connection opened = withoutReadTimeout(ordinary.open());
        if (waiting && reserve != null) {
            waiting = false;
            reserve.permit().release();
        }
        return new HeldConnection(name, opened, false, () -> {});
    }

    /** Renews the permit of an open session of the reserve role; returns the reason of a refusal. */
    Optional<String> renewPermit() {
        return reserve == null ? Optional.empty() : reserve.permit().acquireOrRenew();
    }

    private HeldConnection openReserve(Reserve role, SQLException noFreeSlot) throws SQLException {
        Optional<String> refusal = acquirePermit(role);
        waiting = refusal.isPresent();
        if (refusal.isPresent()) {
            throw new ReserveRefusedException(refusal.get(), noFreeSlot);
        }
        try {
            Connection opened = withoutReadTimeout(role.opener().open());
            return new HeldConnection(name, opened, true, () -> onReserveClosed(role));
        } catch (SQLException | RuntimeException | Error e) { // an Error must not keep the permit
            onReserveClosed(role);
            throw e;
        }
    }

    private Optional<String> acquirePermit(Reserve role) {
        synchronized (permitLock) {
            Optional<String> refusal = role.permit().acquireOrRenew();
            if (refusal.isEmpty()) {
                reserveSessions++;
            }
            return refusal;
        }
    }

    private void onReserveClosed(Reserve role) {
        synchronized (permitLock) {
            reserveSessions--;
            if (reserveSessions == 0) {
                role.permit().release();
            }
        }
    }

    /** The read timeout applies to the login only, because the driver closes a connection after a read timeout. */
    private static Connection withoutReadTimeout(Connection connection) throws SQLException {
        try {
            connection.setNetworkTimeout(Runnable::run, 0);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
