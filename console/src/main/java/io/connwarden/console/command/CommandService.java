package io.connwarden.console.command;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.Scope;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The execution of a request that acts: permission, command, result. Thread-safe. */
public final class CommandService {
    private final CommandSender sender;

    public CommandService(CommandSender sender) {
        this.sender = sender;
    }

    /**
     * A sent command.
     *
     * @param key the id of the command
     * @param result empty if the result did not arrive in time
     */
    public record Sent(String key, Optional<Event<Result>> result) {}

    /**
     * Sends the command of a request.
     *
     * @param key the header of the request; null generates a key
     * @throws ProblemException if the caller may not send it, a value is invalid, or the command was not completed
     */
    public Sent execute(
            Caller caller,
            CommandVerb verb,
            String target,
            byte[] body,
            boolean dryRun,
            @Nullable String key,
            Duration wait) {
        caller.requireTarget(target);
        CommandBody fields = CommandBody.read(body, verb);
        String request = String.join("\n", verb.name(), target, caller.name(), String.valueOf(dryRun), fields.text());
        Command command = fields.toCommand(verb, target, caller.name(), dryRun);
        return send(caller, request, command, key, wait);
    }

    /** Sends a command. See {@link #execute}. */
    public Sent send(Caller caller, Command command, @Nullable String key, Duration wait) {
        return send(caller, EventCodec.instance().toJson(command), command, key, wait);
    }

    private Sent send(Caller caller, String request, Command command, @Nullable String key, Duration wait) {
        requirePermitted(caller, command);
        String id = key == null ? IdempotencyKeys.generate() : requireKey(key);
        return new Sent(id, sender.send(id, request, command, wait).map(CommandResponses::requireCompleted));
    }

    /**
     * Sends a command without waiting for its result.
     *
     * @throws ProblemException if the caller may not send it, or Kafka did not confirm it
     */
    public void sendOnly(Caller caller, Command command, String key) {
        requirePermitted(caller, command);
        sender.send(key, command, Duration.ZERO);
    }

    private static void requirePermitted(Caller caller, Command command) {
        caller.requireTarget(command.target());
        if (!CommandParameters.overrideOf(command.parameters()).isEmpty()) {
            caller.require(Scope.OVERRIDE);
        }
    }

    private static String requireKey(String key) {
        if (!IdempotencyKeys.isKey(key)) {
            throw ProblemException.invalid(
                    IdempotencyKeys.HEADER, "1 to 200 letters, digits, '.', '_', ':' or '-'", key);
        }
        return key;
    }
}
