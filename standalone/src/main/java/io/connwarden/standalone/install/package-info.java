/**
 * {@code connwarden install-sql}: installs the SQL pack into a database or removes it. The pack is part of module sql.
 */
@NullMarked
package io.connwarden.standalone.install;

import org.jspecify.annotations.NullMarked;
