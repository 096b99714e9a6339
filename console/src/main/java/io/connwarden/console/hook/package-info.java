/** The receivers of other systems: a notification becomes commands. */
@NullMarked
package io.connwarden.console.hook;

import org.jspecify.annotations.NullMarked;
