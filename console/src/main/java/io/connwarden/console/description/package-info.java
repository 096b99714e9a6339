/** The OpenAPI document of the API and the AsyncAPI document of the topics. They contain no data. */
@NullMarked
package io.connwarden.console.description;

import org.jspecify.annotations.NullMarked;
