/** The options that name a server, and the source of its password. */
@NullMarked
package io.connwarden.standalone.target;

import org.jspecify.annotations.NullMarked;
