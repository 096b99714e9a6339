/** The samples around the actions of R1: their saving in the log store, and their route. */
@NullMarked
package io.connwarden.console.saving;

import org.jspecify.annotations.NullMarked;
