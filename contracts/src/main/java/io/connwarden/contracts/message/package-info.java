/**
 * The messages as immutable records: health, command, result, alert.
 *
 * <p>The JSON Schemas are the source of truth and these records follow them. No behaviour beyond validation of
 * their own values lives here; how they become bytes is {@code codec}'s business.
 */
@NullMarked
package io.connwarden.contracts.message;

import org.jspecify.annotations.NullMarked;
