package io.connwarden.console.stream;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ids of events in the stream of this process. An id of another process, or of an earlier start, is not known.
 *
 * @param epoch a random number of this process
 */
record StreamPositions(int epoch) {
    private static final Pattern ID = Pattern.compile("([0-9a-f]{8})-(\\d{1,18})");

    static StreamPositions ofNewProcess() {
        return new StreamPositions(ThreadLocalRandom.current().nextInt());
    }

    String id(long position) {
        return prefix() + "-" + position;
    }

    /** Returns the position of an id; empty for an id that this process did not assign. */
    OptionalLong position(String id) {
        Matcher parts = ID.matcher(id);
        return parts.matches() && parts.group(1).equals(prefix())
                ? OptionalLong.of(Long.parseLong(parts.group(2)))
                : OptionalLong.empty();
    }

    private String prefix() {
        return String.format(Locale.ROOT, "%08x", epoch);
    }
}
