package io.connwarden.client.permit;

/** The rank of a request at a lane's limiter. */
public enum Rank {
    /** The lane's own traffic. It may use every permit and is granted first. */
    OWNER,
    /** Other traffic. It may use a limited number of permits, and only while no owner waits. */
    GUEST
}
