/** The format of terminal output: colors, columns, bars. Does not know the content. */
@NullMarked
package io.connwarden.standalone.terminal;

import org.jspecify.annotations.NullMarked;
