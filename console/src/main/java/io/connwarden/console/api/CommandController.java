package io.connwarden.console.api;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.command.CommandService;
import io.connwarden.console.command.CommandVerb;
import io.connwarden.console.command.JsonBody;
import io.connwarden.console.web.ConsolePaths;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/**
 * The routes that act on a target. Each sends one command and answers with its result. The scope {@code override} is
 * checked with the body.
 */
@RestController
@RequiresScope(Scope.OPERATE)
@RequestMapping(ConsolePaths.API + "/targets/{id}")
public class CommandController {
    private final CommandService commands;

    public CommandController(CommandService commands) {
        this.commands = commands;
    }

    @PostMapping("/{verb:" + CommandVerb.PATTERN + "}")
    ResponseEntity<Object> command(
            @PathVariable String id,
            @PathVariable String verb,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Caller caller,
            WebRequest request,
            HttpEntity<byte[]> body) {
        CommandOptions options = CommandOptions.of(request);
        return CommandAnswer.of(commands.execute(
                caller, CommandVerb.ofPath(verb), id, JsonBody.bytes(body), options.dryRun(), key, options.maxWait()));
    }
}
