package io.connwarden.standalone;

import io.connwarden.embedded.server.StartFailedException;
import io.connwarden.standalone.target.InvalidInputException;
import io.connwarden.standalone.target.ServerUnusableException;
import java.io.PrintWriter;
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
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        }
        return USAGE_ERROR;
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
