package io.connwarden.console.api;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.settings.ConsoleSettings;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.console.web.Revalidated;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The route that tells a client its permissions. */
@RestController
@RequiresScope(Scope.READ)
@RequestMapping(ConsolePaths.API + "/permissions")
public class PermissionController {

    /**
     * The permissions of the sender of a request.
     *
     * @param name recorded as the requester of a command
     * @param scopes the permitted kinds of requests
     * @param targets ids of the permitted targets; null for all targets
     * @param expires the end of the permissions; null without an end
     * @param readOnly true if the console refuses every request that acts, whatever the scopes are
     */
    record Permissions(
            String name,
            List<String> scopes,
            @Nullable List<String> targets,
            @Nullable Instant expires,
            boolean readOnly) {}

    private final boolean readOnly;

    public PermissionController(ConsoleSettings settings) {
        this.readOnly = settings.readOnly();
    }

    @Revalidated
    @GetMapping
    Permissions permissions(Caller caller) {
        return new Permissions(
                caller.name(),
                caller.scopes().stream().map(Scope::text).sorted().toList(),
                caller.targets()
                        .map(targets -> targets.stream().sorted().toList())
                        .orElse(null),
                caller.expires(),
                readOnly);
    }
}
