/** The routes that read the log store: history of a target, entries of the log, timeline. */
@NullMarked
package io.connwarden.console.history;

import org.jspecify.annotations.NullMarked;
