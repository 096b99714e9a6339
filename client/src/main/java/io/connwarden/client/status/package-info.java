/**
 * The status and the counters of a router for applications.
 *
 * <p>This package contains values and the call listener. The counting lives in package {@code metrics}.
 */
@NullMarked
package io.connwarden.client.status;

import org.jspecify.annotations.NullMarked;
