package io.connwarden.standalone.token;

import io.connwarden.console.ConsoleTokens;
import io.connwarden.standalone.target.InvalidInputException;
import io.connwarden.standalone.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command that revokes a token. */
@Command(
        name = "revoke",
        description = "Removes a token from the file. A running monitor refuses it from the next request on.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the token is revoked", "64:invalid command line or file, or no such token"})
final class RevokeTokenCommand implements Callable<Integer> {
    @Mixin
    private TokensFileOption file = new TokensFileOption();

    @Parameters(paramLabel = "ID", description = "Id of the token, as printed by list")
    private String id = "";

    @Override
    public Integer call() {
        if (!file.apply(path -> ConsoleTokens.revoke(path, id))) {
            throw new InvalidInputException("no token '" + id + "' in " + file + "; ./connwarden token list --file "
                    + file + " prints the ids");
        }
        Terminal.standard().printLine("Revoked " + id + ".");
        return 0;
    }
}
