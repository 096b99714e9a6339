package io.connwarden.actuator.action;

import io.connwarden.sql.store.FrozenSession;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the signal to one session.
 *
 * @param detail words of the target, where it gave any
 * @param perhapsOurs whether an earlier signal of ours may have reached it without our knowing
 */
record Told(FrozenSession session, Reply reply, @Nullable String detail, boolean perhapsOurs) {}
