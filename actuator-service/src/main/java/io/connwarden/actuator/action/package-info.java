/**
 * Works on accepted commands: one thread per target takes them in the order of acceptance, decides on a fresh look,
 * freezes the list of sessions in the log store, signals them one by one, waits for all together, and records what came
 * of it. A run that was interrupted, by whatever, is taken up where the store says it stands.
 *
 * <p>Whom to choose is {@code decision}'s business; how to tell it is {@code outcome}'s. One stage per file:
 * {@code Deciding}, {@code Signalling}, {@code Waiting}, {@code Concluding}, put together in {@code CommandRun}.
 */
@NullMarked
package io.connwarden.actuator.action;

import org.jspecify.annotations.NullMarked;
