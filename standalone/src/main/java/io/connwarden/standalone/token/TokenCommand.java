package io.connwarden.standalone.token;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that creates, lists and revokes the tokens of the HTTP API. */
@Command(
        name = "token",
        description = "Creates, lists and revokes the tokens of the HTTP API. A running monitor reads the file again.",
        mixinStandardHelpOptions = true,
        subcommands = {CreateTokenCommand.class, ListTokensCommand.class, RevokeTokenCommand.class})
public final class TokenCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A subcommand is missing: create, list or revoke.");
    }
}
