/** The rules for every request: host name, size of the body, headers of the response, form of an error. */
@NullMarked
package io.connwarden.console.web;

import org.jspecify.annotations.NullMarked;
