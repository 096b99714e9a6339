package io.connwarden.conventions.planted.language;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What violates the language rule on purpose, once per kind. */
public final class UnplainText {
    static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(UnplainText.class);

    private UnplainText() {}

    // This comment is one sentence that goes on and on, and it does so without a stop, until it has more words than
    // the rule of the house allows for one sentence, which a reader at night would not follow.
    static void it_is_called_a_test() {
        LOG.warn("Nobody answered within {}", LONGEST_WAIT);
        throw new IllegalStateException("the port belongs to somebody else");
    }

    /** A line of Javadoc that is longer than the limit of one hundred and twenty columns, which no formatter wraps here. */
    static void format() {}

    // An unrecognised colour is ignored.
    static void normaliseColours() {
        LOG.info("No behaviour is configured");
    }

    /** Holds the wait. */
    record Wait(Duration max) {}

    /** The unit of a wait. */
    enum Unit {
        /** Not a type, so no article is needed. */
        SECONDS
    }
}
