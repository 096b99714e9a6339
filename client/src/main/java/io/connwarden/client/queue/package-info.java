/**
 * Internal. How a low-priority call has its turn, whether its caller waits for it or not, and how fast turns come.
 */
@NullMarked
package io.connwarden.client.queue;

import org.jspecify.annotations.NullMarked;
