package io.connwarden.sql.target;

/** What the server answered when a session was to be signalled. */
public enum SignalAnswer {
    /** The signal was sent. Whether the session ends is seen later, not promised here. */
    SIGNALLED,
    /** {@code pg_terminate_backend} or {@code pg_cancel_backend} answered false: nothing was sent. */
    NOT_SIGNALLED,
    /** No such session: it has ended, or its pid belongs to another one now. */
    GONE,
    /** It is there, but no longer in the state that was decided on. */
    CHANGED,
    /** Not an ordinary client's session, or the very session that asks: never signalled. */
    PROTECTED,
    /** The role may not see the session's state, or the session has none yet; unknown is never signalled. */
    UNSEEN,
    /** The server refused for want of right (SQLSTATE 42501), as for a superuser's session. */
    DENIED
}
