package io.connwarden.standalone;

import io.connwarden.contracts.value.EditDistance;
import io.connwarden.embedded.server.StartFailedException;
import io.connwarden.standalone.target.InvalidInputException;
import io.connwarden.standalone.target.ServerUnusableException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The printer of the error of a command, as one message without a stack trace. The exit codes are those of sysexits.h.
 * They differ from the exit codes 0 to 3 of {@code sample}.
 */
final class CliErrors {
    static final int USAGE_ERROR = 64;
    static final int SERVER_UNUSABLE = 69;
    static final int INTERNAL_ERROR = 70;

    private CliErrors() {}

    static int onInvalidInput(ParameterException e, String[] args) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("connwarden: " + e.getMessage());
        err.println(advice(e));
        return USAGE_ERROR;
    }

    /** Returns a command that differs by a few letters from the first unknown word, or the place to look. */
    private static String advice(ParameterException e) {
        CommandLine command = e.getCommandLine();
        Optional<String> unknown = e instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().stream().findFirst()
                : Optional.empty();
        return unknown.flatMap(word -> command.getSubcommands().keySet().stream()
                        .filter(name -> EditDistance.between(word, name) <= 2)
                        .min(Comparator.comparingInt(name -> EditDistance.between(word, name))))
                .map(name -> "Did you mean: " + command.getCommandSpec().qualifiedName() + " " + name + "?")
                .orElseGet(() -> "See: " + command.getCommandSpec().qualifiedName() + " --help"
                        + (command.getSubcommands().isEmpty()
                                ? ""
                                : ". The commands are: "
                                        + String.join(
                                                ", ", command.getSubcommands().keySet())));
    }

    static int onFailure(Exception e, CommandLine commandLine, ParseResult result) {
        commandLine.getErr().println("connwarden: " + message(e));
        if (e instanceof ServerUnusableException) {
            return SERVER_UNUSABLE;
        }
        return e instanceof InvalidInputException ? USAGE_ERROR : INTERNAL_ERROR;
    }

    private static String message(Exception e) {
        boolean meantForUsers = e instanceof InvalidInputException
                || e instanceof ServerUnusableException
                || e instanceof StartFailedException;
        return meantForUsers && e.getMessage() != null
                ? e.getMessage()
                : "internal error: " + e + ". Please report it with the command that caused it.";
    }
}
