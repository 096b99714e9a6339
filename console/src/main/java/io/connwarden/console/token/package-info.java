/** The tokens of the HTTP API: their text form, and the file that holds their hashes. */
@NullMarked
package io.connwarden.console.token;

import org.jspecify.annotations.NullMarked;
