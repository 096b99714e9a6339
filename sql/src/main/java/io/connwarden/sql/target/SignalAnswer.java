package io.connwarden.sql.target;

/** The response of the server to a signal. */
public enum SignalAnswer {
    /** The signal was sent. It does not prove that the session ends. */
    SIGNALLED,
    /** {@code pg_terminate_backend} or {@code pg_cancel_backend} returned false: no signal was sent. */
    NOT_SIGNALLED,
    /** The session has ended. Its pid is unused or belongs to another session. */
    GONE,
    /** The session is not in the expected state; no signal was sent. */
    CHANGED,
    /** The statement arrived after its time limit; no signal was sent. */
    LATE,
    /** The process is not a client backend, or it is the calling session; no signal was sent. */
    PROTECTED,
    /** The state of the session is not visible, or the session is starting; no signal was sent. */
    UNSEEN,
    /** The session belongs to a superuser, and only a superuser may signal it; no signal was sent. */
    DENIED,
    /** The role has the privileges of neither pg_signal_backend nor the role of the session; no signal was sent. */
    NOT_GRANTED
}
