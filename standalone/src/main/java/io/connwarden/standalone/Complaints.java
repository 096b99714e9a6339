package io.connwarden.standalone;

import io.connwarden.embedded.server.StartFailedException;
import io.connwarden.standalone.target.BadInput;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What the user is told when a command cannot be carried out: a sentence, never a stack trace. The exit codes stay
 * clear of the ones that {@code check} answers with; they are those of sysexits.h.
 */
final class Complaints {
    static final int BAD_INPUT = 64;
    static final int FAILURE = 70;

    private Complaints() {}

    static int badInput(ParameterException e, String[] args) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("connwarden: " + e.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        }
        return BAD_INPUT;
    }

    static int failure(Exception e, CommandLine commandLine, ParseResult result) {
        commandLine.getErr().println("connwarden: " + sentence(e));
        return e instanceof BadInput ? BAD_INPUT : FAILURE;
    }

    private static String sentence(Exception e) {
        boolean meantForUsers = e instanceof BadInput || e instanceof StartFailedException;
        return meantForUsers && e.getMessage() != null
                ? e.getMessage()
                : "something went wrong that should not have: " + e;
    }
}
