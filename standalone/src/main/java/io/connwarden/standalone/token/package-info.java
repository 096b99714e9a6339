/** {@code ./connwarden token}: the tokens of the HTTP API. */
@NullMarked
package io.connwarden.standalone.token;

import org.jspecify.annotations.NullMarked;
