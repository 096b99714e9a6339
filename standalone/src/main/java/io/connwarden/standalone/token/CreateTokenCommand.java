package io.connwarden.standalone.token;

import io.connwarden.console.ConsoleTokens;
import io.connwarden.console.ConsoleTokens.Grant;
import io.connwarden.standalone.target.InvalidInputException;
import io.connwarden.standalone.terminal.Terminal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that creates a token and prints it once. Only the token is printed on standard output. */
@Command(
        name = "create",
        description = "Creates a token, prints it once, and adds its hash to the file.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the token is printed", "64:invalid command line or file"})
final class CreateTokenCommand implements Callable<Integer> {
    @Mixin
    private TokensFileOption file = new TokensFileOption();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "Owner of the token, recorded as the requester of commands")
    private String name = "";

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            split = ",",
            defaultValue = "read",
            description = "Permissions, separated by commas: read, operate, approve, override. Default:"
                    + " ${DEFAULT-VALUE}")
    private Set<String> scopes = new LinkedHashSet<>();

    @Option(
            names = "--target",
            paramLabel = "ID",
            split = ",",
            description = "Permit these targets only. Default: all targets")
    private Set<String> targets = new LinkedHashSet<>();

    @Option(
            names = "--label",
            paramLabel = "KEY=VALUE",
            split = ",",
            description = "Permit the targets with these labels only. Default: all targets")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            converter = TokenExpiry.Converter.class,
            description = "End of the token: a time from now such as 12h or 90d, or an instant such as"
                    + " 2026-05-04T10:00:00Z. Default: no end")
    private @Nullable TokenExpiry expires;

    @Override
    public Integer call() {
        Instant now = Instant.now();
        Instant end = expires == null ? null : expires.endAt(now);
        if (end != null && !end.isAfter(now)) {
            throw new InvalidInputException("--expires: " + end + " is in the past; choose a later time");
        }
        Grant grant = new Grant(name, scopes, targets, labels, end);
        Terminal.standard().printLine(file.apply(path -> ConsoleTokens.create(path, grant, now)));
        System.err.println("The token is not shown again. Its hash is in " + file + "."
                + (end == null ? " It has no end; --expires sets one." : " It ends at " + end + "."));
        return 0;
    }
}
