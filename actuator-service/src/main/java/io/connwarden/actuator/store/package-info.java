/**
 * How the service works with the log store: in transactions, with a judgement on whether a failure will pass, and with
 * patience where it will.
 *
 * <p>No statement is here, and no meaning.
 */
@NullMarked
package io.connwarden.actuator.store;

import org.jspecify.annotations.NullMarked;
