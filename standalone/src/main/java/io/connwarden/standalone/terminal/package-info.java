/** The format of terminal output: colors, columns, bars. Independent of the content. */
@NullMarked
package io.connwarden.standalone.terminal;

import org.jspecify.annotations.NullMarked;
