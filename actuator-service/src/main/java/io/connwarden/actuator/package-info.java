/**
 * The service that reclaims sessions. Read in the order of the flow: {@code intake} reads commands, {@code health} reads
 * health events, {@code acceptance} takes each up once, {@code action} decides (by {@code decision}), writes the intent
 * and acts through the {@code lane}, {@code outcome} records and answers, {@code outbox} publishes, {@code alerting}
 * tells people, {@code recovery} finds what was left unfinished. {@code wiring} puts it all together.
 *
 * <p>Only the main class lives in this package.
 */
@NullMarked
package io.connwarden.actuator;

import org.jspecify.annotations.NullMarked;
