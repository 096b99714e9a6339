package io.connwarden.client.status;

/** The two pools. */
public enum LaneName {
    /** Normal and low priority. */
    STANDARD,
    /** High priority, and normal queries that fell back. */
    RESERVED
}
