/**
 * Internal. The state of one call, the commits and failures of one attempt, the interface of a stage, and the stage
 * that logs calls.
 *
 * <p>All other stages live elsewhere. Code that blocks or connects does not belong here.
 */
@NullMarked
package io.connwarden.client.call;

import org.jspecify.annotations.NullMarked;
