package io.connwarden.console.access;

import java.util.Optional;
import java.util.Set;

/**
 * The sender of a request.
 *
 * @param name recorded as the requester of a command, not empty
 * @param scopes the permitted kinds of requests
 * @param targets ids of the permitted targets; empty means all targets
 */
public record Caller(String name, Set<Scope> scopes, Optional<Set<String>> targets) {
    public Caller {
        scopes = Set.copyOf(scopes);
        targets = targets.map(Set::copyOf);
    }

    public boolean has(Scope scope) {
        return scopes.contains(scope);
    }

    /** Returns true if requests of this caller may concern the target. */
    public boolean maySee(String target) {
        return targets.isEmpty() || targets.orElseThrow().contains(target);
    }
}
