package io.connwarden.client.permit;

/** Whose lane it is. */
public enum Rank {
    /** The lane's own traffic: may fill every place, and goes first. */
    OWNER,
    /** Other traffic let in: only so many at a time, and only while no owner waits. */
    GUEST
}
