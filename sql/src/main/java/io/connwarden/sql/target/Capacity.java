package io.connwarden.sql.target;

/**
 * How many client sessions a server can hold.
 *
 * @param maxConnections {@code max_connections}
 * @param superuserReserved {@code superuser_reserved_connections}
 * @param reserved {@code reserved_connections} for members of {@code pg_use_reserved_connections}; 0 before 16
 */
public record Capacity(int maxConnections, int superuserReserved, int reserved) {

    /** Slots open to everybody; at least 1, because the server refuses reserves that leave none. */
    public int usable() {
        return maxConnections - superuserReserved - reserved;
    }
}
