package io.connwarden.console.access;

/** The check of a caller during a long response. */
public interface CallerCheck {

    /** Returns true if a request with the same token would have the same permissions now. */
    boolean isPermitted(Caller caller);
}
