/** {@code connwarden guard}: both services for a server of the user. */
@NullMarked
package io.connwarden.standalone.guard;

import org.jspecify.annotations.NullMarked;
