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
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The execution of a request that acts: permission, command, result. Thread-safe. */
public final class CommandService {
    /** The validity of a command without {@code expiresAt}. A later execution would surprise the requester. */
    private static final Duration VALIDITY = Duration.ofMinutes(2);

    private final CommandSender sender;
    private final SecondApproval approval;
    private final InstantSource clock;

    public CommandService(CommandSender sender, SecondApproval approval, InstantSource clock) {
        this.sender = sender;
        this.approval = approval;
        this.clock = clock;
    }

    /**
     * A sent command.
     *
     * @param key the id of the command
     * @param result empty if the result did not arrive in time
     * @param awaitsApproval true if the action became a dry run, and another token executes its plan
     */
    public record Sent(String key, Optional<Event<Result>> result, boolean awaitsApproval) {}

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
        boolean awaitsApproval = !dryRun && approval.isRequired(verb, target);
        Command command = fields.toCommand(verb, target, caller.name(), dryRun || awaitsApproval);
        Sent sent = send(caller, request, withExpiry(command), key, wait, CommandResponses::requireCompleted);
        return new Sent(sent.key(), sent.result(), awaitsApproval);
    }

    /** Sends a command. See {@link #execute}. */
    public Sent send(Caller caller, Command command, @Nullable String key, Duration wait) {
        return send(caller, command, key, wait, CommandResponses::requireCompleted);
    }

    /** Sends a command. See {@link #execute}. A result with failed sessions is an answer and no problem. */
    public Sent sendTolerant(Caller caller, Command command, Duration wait) {
        return send(caller, command, null, wait, CommandResponses::requireExecuted);
    }

    private Sent send(
            Caller caller, Command command, @Nullable String key, Duration wait, UnaryOperator<Event<Result>> check) {
        return send(caller, EventCodec.instance().digest(command), withExpiry(command), key, wait, check);
    }

    private Command withExpiry(Command command) {
        return command.withDefaultExpiry(
                clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(VALIDITY));
    }

    private Sent send(
            Caller caller,
            String request,
            Command command,
            @Nullable String key,
            Duration wait,
            UnaryOperator<Event<Result>> check) {
        requirePermitted(caller, command);
        String id = key == null ? IdempotencyKeys.generate() : requireKey(key);
        try {
            return new Sent(id, sender.send(id, request, command, wait).map(check), false);
        } catch (ProblemException problem) {
            throw problem.ofCommand(id);
        }
    }

    /**
     * Sends a command without waiting for its result.
     *
     * @throws ProblemException if the caller may not send it, or Kafka did not confirm it
     */
    public void sendOnly(Caller caller, Command command, String key) {
        requirePermitted(caller, command);
        sender.send(key, EventCodec.instance().digest(command), command, Duration.ZERO);
    }

    private static void requirePermitted(Caller caller, Command command) {
        caller.requireTarget(command.target());
        if (!CommandParameters.overrideOf(command.parameters()).isEmpty()) {
            caller.require(Scope.OVERRIDE);
        }
    }

    private static String requireKey(String key) {
        if (IdempotencyKeys.isReserved(key)) {
            throw ProblemException.badRequest(IdempotencyKeys.HEADER + " must not begin with '"
                    + IdempotencyKeys.RESERVED_PREFIX + "', which is reserved for POST /hooks/alertmanager, was '" + key
                    + "'; choose another key");
        }
        if (!IdempotencyKeys.isKey(key)) {
            throw ProblemException.invalid(
                    IdempotencyKeys.HEADER, "1 to 200 letters, digits, '.', '_', ':' or '-'", key);
        }
        return key;
    }
}
