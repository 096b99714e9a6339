/**
 * Internal. Who may go in, and who waits in which order: the gate in front of each lane and the queue of low priority.
 *
 * <p>Counting and ordering only. No thread is started here and nothing waits except in {@link
 * io.connwarden.client.permit.PermitRequest#await}; so every order can be tested without threads or time.
 */
@NullMarked
package io.connwarden.client.permit;

import org.jspecify.annotations.NullMarked;
