/**
 * Internal. Asynchronous calls, their queues and their threads.
 *
 * <p>Stages and connections do not belong here.
 */
@NullMarked
package io.connwarden.client.async;

import org.jspecify.annotations.NullMarked;
