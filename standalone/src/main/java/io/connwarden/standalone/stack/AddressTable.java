package io.connwarden.standalone.stack;

import io.connwarden.standalone.terminal.Columns;
import java.util.List;

/** Where a person or a program finds what was started. */
public final class AddressTable {
    private AddressTable() {}

    public static List<String> lines(StackOptions options, Infrastructure infrastructure) {
        return Columns.aligned("ll")
                .row("Kafka", infrastructure.kafka().bootstrapServers() + "   topics connwarden.*")
                .row("log store", infrastructure.psql())
                .row("HTTP", "http://127.0.0.1:" + options.httpPort() + "/")
                .row("log", options.log().toString())
                .lines();
    }
}
