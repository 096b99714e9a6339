package io.connwarden.console.command;

import io.connwarden.console.web.MessageTree;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.runtime.RecurringWindow;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a request that acts: the data of a command without the fields that the request states elsewhere. The
 * schema of the command checks the values, so that each rule is written once.
 */
public final class CommandBody {
    private final ObjectNode fields;

    private CommandBody(ObjectNode fields) {
        this.fields = fields;
    }

    /**
     * Reads a body. An empty body has no fields.
     *
     * @throws ProblemException if the body is no JSON object, or has a field that the verb does not have
     */
    static CommandBody read(byte[] body, CommandVerb verb) {
        return new CommandBody(object(body, verb.fields(), verb.text()));
    }

    static ObjectNode object(byte[] body, Set<String> known, String route) {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        JsonNode json = MessageTree.parse(body);
        if (!(json instanceof ObjectNode object)) {
            throw ProblemException.badRequest("the body must be a JSON object, was " + json.getNodeType());
        }
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw ProblemException.badRequest("'" + abbreviate(name) + "' is not a field of " + route
                        + "; its fields are " + String.join(", ", known));
            }
        }
        return object;
    }

    private static String abbreviate(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "...";
    }

    /** Returns the fields as they were sent. */
    String text() {
        return fields.toString();
    }

    /**
     * Returns the command of the body.
     *
     * @param requestedBy name of the caller
     * @throws ProblemException if a value is missing or invalid
     */
    Command toCommand(CommandVerb verb, String target, String requestedBy, boolean dryRun) {
        if (!fields.hasNonNull("reason")) {
            if (verb.needsReason()) {
                throw ProblemException.badRequest("'reason' must be given for " + verb.text()
                        + ", such as {\"reason\": \"blocks the deployment\"}");
            }
            fields.put("reason", verb.text() + " requested over HTTP");
        }
        Instant now = Instant.now();
        PauseDuration.replace(fields, now);
        SessionReferences.replace(fields.path("sessions"));
        ObjectNode command = JsonNodeFactory.instance.objectNode();
        command.put("action", verb.action().name());
        command.put("target", target);
        command.put("requestedBy", requestedBy);
        command.put("dryRun", dryRun);
        command.setAll(fields);
        try {
            return requireFuture(EventCodec.instance().fromJson(Command.class, command.toString()), now);
        } catch (IllegalArgumentException invalid) {
            throw ProblemException.badRequest(String.valueOf(invalid.getMessage()));
        }
    }

    /** Refuses at once what the actuator would reject or find expired. */
    private static Command requireFuture(Command command, Instant now) {
        requireFuture("expiresAt", command.expiresAt(), now);
        if (command.parameters() instanceof CommandParameters.Pause pause) {
            requireFuture("until", pause.until(), now);
            if (pause.window() != null) {
                RecurringWindow.of(pause.window());
            }
        }
        return command;
    }

    private static void requireFuture(String field, @Nullable Instant time, Instant now) {
        if (time != null && !time.isAfter(now)) {
            throw ProblemException.badRequest(
                    "'" + field + "' must be in the future, was " + time + ", and it is " + now);
        }
    }
}
