package io.connwarden.actuator.decision.policy;

import java.util.List;
import java.util.stream.Stream;

/**
 * The application names of programs that LISTEN. Their last statement is often another one, such as a COMMIT or a test
 * of the connection.
 */
final class KnownListeners {
    /**
     * The first four and the last are names that the programs set themselves. Graphile Worker and Oban set none; their
     * patterns match the names that are usual for them.
     */
    static final List<Glob> PATTERNS = Stream.of(
                    "PostgREST*",
                    "GoodJob*",
                    "ActionCable-PID-*",
                    "Debezium*",
                    "graphile?worker*",
                    "Oban*",
                    "realtime_listen*")
            .map(Glob::new)
            .toList();

    private KnownListeners() {}
}
