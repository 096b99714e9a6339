package io.connwarden.standalone.token;

import io.connwarden.console.ConsoleTokens;
import io.connwarden.console.ConsoleTokens.Grant;
import io.connwarden.console.ConsoleTokens.Issued;
import io.connwarden.standalone.terminal.Columns;
import io.connwarden.standalone.terminal.PrintableText;
import io.connwarden.standalone.terminal.Terminal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that lists the tokens of a file. */
@Command(
        name = "list",
        description = "Lists the tokens of the file, without their secrets.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the tokens are printed", "64:invalid command line or file"})
final class ListTokensCommand implements Callable<Integer> {
    private static final int MAX_LENGTH = 200;

    @Mixin
    private TokensFileOption file = new TokensFileOption();

    @Override
    public Integer call() {
        List<Issued> tokens = file.apply(ConsoleTokens::list);
        Terminal terminal = Terminal.standard();
        if (tokens.isEmpty()) {
            terminal.printLine("No token in " + file + ".");
            return 0;
        }
        Instant now = Instant.now();
        Columns table = Columns.aligned("llllll").row("id", "name", "scopes", "targets", "created", "expires");
        tokens.forEach(token -> table.row(row(token, now)));
        table.lines().forEach(terminal::printLine);
        return 0;
    }

    private static String[] row(Issued token, Instant now) {
        Grant grant = token.grant();
        return new String[] {
            token.id(),
            grant.name(),
            String.join(",", new TreeSet<>(grant.scopes())),
            targets(grant),
            token.created().toString(),
            expiry(grant, now)
        };
    }

    private static String targets(Grant grant) {
        String named = Stream.concat(
                        new TreeSet<>(grant.targets()).stream(),
                        new TreeMap<>(grant.labels()).entrySet().stream().map(ListTokensCommand::text))
                .collect(Collectors.joining(","));
        return named.isEmpty() ? "all" : PrintableText.of(named, MAX_LENGTH);
    }

    private static String text(Map.Entry<String, String> label) {
        return label.getKey() + "=" + label.getValue();
    }

    private static String expiry(Grant grant, Instant now) {
        Instant end = grant.expires();
        if (end == null) {
            return "never";
        }
        return end.isAfter(now) ? end.toString() : end + " (expired)";
    }
}
