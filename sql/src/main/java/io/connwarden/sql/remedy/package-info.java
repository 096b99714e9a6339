/**
 * Templates of statements that grant missing privileges or change settings of a server. Connwarden prints them for an
 * administrator and never executes them.
 */
@NullMarked
package io.connwarden.sql.remedy;

import org.jspecify.annotations.NullMarked;
