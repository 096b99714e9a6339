package io.connwarden.actuator.action;

import io.connwarden.sql.store.IntentSession;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the signal to one session.
 *
 * @param detail words of the target, where it gave any
 * @param possiblyOurs whether an earlier signal of ours may have reached it without our knowing
 */
record SignalResult(
        IntentSession session,
        SignalStatus status,
        @Nullable String detail,
        boolean possiblyOurs) {}
