package io.connwarden.client.permit;

/** The class of a request at the limiter of a lane. */
public enum TrafficClass {
    /** The traffic that the lane exists for. It may use every permit and is granted first. */
    PRIMARY,
    /** Other traffic. It may use a limited number of permits, and only while no primary request waits. */
    SECONDARY
}
