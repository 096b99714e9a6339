/**
 * The routes that show the sessions of a target, from the snapshots in memory: sessions, applications, lock chains, and
 * the times of the kept samples. Ages are those of the server's clock.
 */
@NullMarked
package io.connwarden.console.sessions;

import org.jspecify.annotations.NullMarked;
