/** The main class of the broker process. It runs on the class path of Kafka, and nothing else uses it. */
@NullMarked
package io.connwarden.embedded.broker;

import org.jspecify.annotations.NullMarked;
