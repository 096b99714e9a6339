/** {@code connwarden install-sql}: brings the SQL pack into a database, or takes it away. The pack is module sql's. */
@NullMarked
package io.connwarden.standalone.install;

import org.jspecify.annotations.NullMarked;
