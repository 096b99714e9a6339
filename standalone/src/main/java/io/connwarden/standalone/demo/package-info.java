/**
 * {@code connwarden demo}: an application leaks sessions until a server is full, and both services relieve it. All
 * applications are plain JDBC programs. This package reads results from the topics only.
 */
@NullMarked
package io.connwarden.standalone.demo;

import org.jspecify.annotations.NullMarked;
