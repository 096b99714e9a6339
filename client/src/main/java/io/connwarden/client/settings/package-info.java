/**
 * What an application may configure, with defaults and limits. Values only: nothing is read from files or the
 * environment here, and nothing is opened.
 */
@NullMarked
package io.connwarden.client.settings;

import org.jspecify.annotations.NullMarked;
