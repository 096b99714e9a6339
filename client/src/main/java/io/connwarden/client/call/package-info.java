/**
 * Internal. The state of one call, the failure of one attempt, and the interface of a stage.
 *
 * <p>Stages do not belong here, nor does code that blocks or connects.
 */
@NullMarked
package io.connwarden.client.call;

import org.jspecify.annotations.NullMarked;
