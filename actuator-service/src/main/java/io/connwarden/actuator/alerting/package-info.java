/**
 * Turns what was seen and done into alerts for people. Pure: {@code AlertPolicy} composes the kinds of alert in one place,
 * each kind judges a {@code Sign} as bad, good or nothing to it, and {@code AlertWatch} remembers where each stands.
 *
 * <p>Alerting reads health events and results. It decides nothing about sessions, and nothing that decides alerts.
 */
@NullMarked
package io.connwarden.actuator.alerting;

import org.jspecify.annotations.NullMarked;
