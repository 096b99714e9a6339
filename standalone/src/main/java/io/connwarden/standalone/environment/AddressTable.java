package io.connwarden.standalone.environment;

import io.connwarden.standalone.terminal.Columns;
import java.util.List;

/** The addresses of the started servers and the path of the log. */
public final class AddressTable {
    private AddressTable() {}

    public static List<String> lines(
            EnvironmentSettings settings, Infrastructure infrastructure, Services.Running services) {
        return Columns.aligned("ll")
                .row("console", services.console())
                .row("Kafka", infrastructure.kafka().bootstrapServers() + "   topics connwarden.*")
                .row("log store", infrastructure.psql())
                .row("log", settings.log().toString())
                .lines();
    }
}
