package io.connwarden.standalone.sample;

import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.PreparedTransactions;
import io.connwarden.contracts.message.PreparedTransactions.PreparedTransaction;
import io.connwarden.contracts.value.Formats;
import io.connwarden.standalone.terminal.Color;
import io.connwarden.standalone.terminal.Columns;
import io.connwarden.standalone.terminal.PrintableText;
import io.connwarden.standalone.terminal.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tables of connection limits and prepared transactions. Each begins with an empty line. */
final class ServerStateTable {
    private static final int MAX_NAME_LENGTH = 40;
    private static final int MAX_GID_LENGTH = 60;

    private ServerStateTable() {}

    static List<String> lines(Health health, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        if (!health.connectionLimits().isEmpty()) {
            addTable(lines, limits(health.connectionLimits()), terminal);
        }
        PreparedTransactions prepared = health.preparedTransactions();
        if (prepared != null) {
            addTable(lines, transactions(prepared.oldest()), terminal);
            lines.add(prepared.total() + " in total, " + Formats.count(prepared.waitingSessions(), "session")
                    + " waiting for their locks");
        }
        return lines;
    }

    private static void addTable(List<String> lines, Columns columns, Terminal terminal) {
        List<String> table = new ArrayList<>(columns.lines());
        table.set(0, terminal.colorize(Color.DIM, table.get(0)));
        lines.add("");
        lines.addAll(table);
    }

    private static Columns limits(List<ConnectionLimit> limits) {
        Columns columns = Columns.aligned("llrr").row("connection limit of", "name", "sessions", "limit");
        for (ConnectionLimit limit : limits) {
            columns.row(
                    limit.scope().name().toLowerCase(Locale.ROOT),
                    PrintableText.of(limit.name(), MAX_NAME_LENGTH),
                    Integer.toString(limit.sessions()),
                    Integer.toString(limit.limit()));
        }
        return columns;
    }

    private static Columns transactions(List<PreparedTransaction> transactions) {
        Columns columns = Columns.aligned("lllr").row("prepared transaction", "database", "owner", "age");
        for (PreparedTransaction transaction : transactions) {
            columns.row(
                    PrintableText.of(transaction.gid(), MAX_GID_LENGTH),
                    name(transaction.database()),
                    name(transaction.owner()),
                    Formats.duration(Duration.ofMillis((long) (transaction.ageSeconds() * 1000))));
        }
        return columns;
    }

    private static String name(@Nullable String name) {
        return name == null ? "(unknown)" : PrintableText.of(name, MAX_NAME_LENGTH);
    }
}
