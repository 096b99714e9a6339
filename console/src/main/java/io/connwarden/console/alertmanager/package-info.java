/** The receivers of other systems: a notification becomes commands. */
@NullMarked
package io.connwarden.console.alertmanager;

import org.jspecify.annotations.NullMarked;
