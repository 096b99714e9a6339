/**
 * Internal. The clock, deadlines, and the thread that checks them.
 *
 * <p>Connections and queries do not belong here. A monitored task defines the effect of an expired deadline.
 */
@NullMarked
package io.connwarden.client.deadline;

import org.jspecify.annotations.NullMarked;
