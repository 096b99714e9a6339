package io.connwarden.client.call;

/** The two pools. */
public enum LaneName {
    STANDARD,
    RESERVED
}
