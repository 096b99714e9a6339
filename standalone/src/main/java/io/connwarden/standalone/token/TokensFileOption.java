package io.connwarden.standalone.token;

import io.connwarden.console.ConsoleTokens;
import io.connwarden.standalone.environment.LogOutput;
import io.connwarden.standalone.target.InvalidInputException;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The option of the tokens file. Mixed into the subcommands of {@code token}. */
final class TokensFileOption {
    @Option(
            names = "--file",
            paramLabel = "FILE",
            required = true,
            description = "File of the tokens, the value of connwarden.console.tokens-file")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    /**
     * Returns the result of an operation on the file.
     *
     * @throws InvalidInputException if the operation is refused
     */
    <T> T apply(Function<Path, T> operation) {
        LogOutput.disable();
        try {
            return operation.apply(file);
        } catch (ConsoleTokens.RefusedException refused) {
            throw new InvalidInputException(String.valueOf(refused.getMessage()), refused);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
