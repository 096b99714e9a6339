package io.connwarden.actuator.action;

import io.connwarden.sql.store.IntentSession;
import org.jspecify.annotations.Nullable;

/**
 * The result of the signal to one session.
 *
 * @param detail message of the target; null if it gave none
 * @param possiblyOurs true if an earlier, unrecorded signal of this action may have reached the session
 */
record SignalResult(
        IntentSession session,
        SignalStatus status,
        @Nullable String detail,
        boolean possiblyOurs) {}
