/** How things look in a terminal: colour or none, columns, bars. Knows nothing of what is shown. */
@NullMarked
package io.connwarden.standalone.terminal;

import org.jspecify.annotations.NullMarked;
