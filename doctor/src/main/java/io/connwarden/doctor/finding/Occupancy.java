package io.connwarden.doctor.finding;

/**
 * The server's slots, and how many are taken.
 *
 * @param superuserReserved kept back for superusers
 * @param reserved kept back for members of {@code pg_use_reserved_connections}; 0 before 16
 * @param taken client sessions, ours included
 */
public record Occupancy(int maxConnections, int superuserReserved, int reserved, int taken) {

    /** Slots open to everybody. */
    public int usable() {
        return maxConnections - superuserReserved - reserved;
    }

    /** Slots that a superuser may use and others may not: members of the reserve share their part of them. */
    public int keptFromOthers() {
        return superuserReserved + reserved;
    }

    /** With ours among them, more are in than ordinary slots exist: one of them stands in a reserve. */
    public boolean intoTheReserve() {
        return taken > usable();
    }
}
