package io.connwarden.standalone;

import io.connwarden.embedded.server.StartFailedException;
import io.connwarden.standalone.target.InvalidInputException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What the user is told when a command cannot be carried out: a sentence, never a stack trace. The exit codes stay
 * clear of the ones that {@code check} answers with; they are those of sysexits.h.
 */
final class CliErrors {
    static final int USAGE_ERROR = 64;
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
        return e instanceof InvalidInputException ? USAGE_ERROR : INTERNAL_ERROR;
    }

    private static String message(Exception e) {
        boolean meantForUsers = e instanceof InvalidInputException || e instanceof StartFailedException;
        return meantForUsers && e.getMessage() != null
                ? e.getMessage()
                : "something went wrong that should not have: " + e;
    }
}
