package io.connwarden.doctor.finding;

/**
 * The server's slots, and how many are taken.
 *
 * @param superuserReserved kept back for superusers
 * @param reserved kept back for members of {@code pg_use_reserved_connections}; 0 before 16
 * @param used client sessions, ours included
 */
public record SlotUsage(int maxConnections, int superuserReserved, int reserved, int used) {

    /** Slots open to everybody. */
    public int usable() {
        return maxConnections - superuserReserved - reserved;
    }

    /** Slots that a superuser may use and others may not: members of the reserve share their part of them. */
    public int reservedTotal() {
        return superuserReserved + reserved;
    }

    /** With ours among them, more are in than ordinary slots exist: one of them stands in a reserve. */
    public boolean usesReservedSlots() {
        return used > usable();
    }
}
