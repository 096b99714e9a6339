/**
 * The checks and formats of single values, shared by all modules.
 *
 * <p>Pure functions of their arguments. No message types and no other libraries belong here.
 */
@NullMarked
package io.connwarden.contracts.value;

import org.jspecify.annotations.NullMarked;
