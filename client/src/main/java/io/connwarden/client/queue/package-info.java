/**
 * How a low-priority call has its turn, whether its caller waits for it or not.
 */
@NullMarked
package io.connwarden.client.queue;

import org.jspecify.annotations.NullMarked;
