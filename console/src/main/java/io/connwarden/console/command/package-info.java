/**
 * The commands of the API: from the body of a request to a command on its topic, and from its result to a response.
 * Nothing in this package reaches a target.
 */
@NullMarked
package io.connwarden.console.command;

import org.jspecify.annotations.NullMarked;
