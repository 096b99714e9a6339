/** The format of terminal output: colours, columns, bars. Does not know the content. */
@NullMarked
package io.connwarden.standalone.terminal;

import org.jspecify.annotations.NullMarked;
