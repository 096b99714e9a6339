/** How the user names a server to look at or to guard, and where its password comes from. */
@NullMarked
package io.connwarden.standalone.target;

import org.jspecify.annotations.NullMarked;
