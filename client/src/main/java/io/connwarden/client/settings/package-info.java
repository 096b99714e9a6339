/**
 * The settings of a router with their defaults and ranges. This package contains values only; it reads no file and
 * opens no connection.
 */
@NullMarked
package io.connwarden.client.settings;

import org.jspecify.annotations.NullMarked;
