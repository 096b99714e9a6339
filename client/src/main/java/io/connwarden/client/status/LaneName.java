package io.connwarden.client.status;

/** The name of a lane. */
public enum LaneName {
    /** The lane of normal and low priority. */
    STANDARD,
    /** The lane of high priority and of normal queries that fell back. */
    RESERVED
}
