package io.connwarden.console.access;

import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.value.Checks;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a request.
 *
 * @param name recorded as the requester of a command, not empty
 * @param scopes the permitted kinds of requests
 * @param targets ids of the permitted targets; empty means all targets
 * @param identity the key of limits and of the audit log, such as {@code token:3f9a1c2e}; not confidential
 * @param expires the end of the permission; null without an end
 */
public record Caller(
        String name,
        Set<Scope> scopes,
        Optional<Set<String>> targets,
        String identity,
        @Nullable Instant expires) {
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

    /**
     * Checks a scope. For a route with a scope that depends on a parameter.
     *
     * @throws ProblemException 403 if the caller lacks the scope; it names the scope
     */
    public void require(Scope scope) {
        if (!has(scope)) {
            throw ProblemException.missingScope(scope.text());
        }
    }

    /**
     * Checks the target that selects the items of a list.
     *
     * @param target null for no selection
     * @throws ProblemException 400 if the target is no id, 403 if the target is not permitted
     */
    public void requireSelected(@Nullable String target) {
        if (target != null && !Checks.isTargetId(target)) {
            throw ProblemException.invalid("target", "the id of a target", target);
        }
        if (target != null) {
            requireTarget(target);
        }
    }

    /**
     * Checks a target that the request names. The answer is the same for an unknown target, so that it does not tell
     * which targets exist.
     *
     * @throws ProblemException 403 if the target is not permitted; it names the target
     */
    public void requireTarget(String target) {
        if (!maySee(target)) {
            throw ProblemException.forbidden("the token does not permit target '" + target + "'; GET "
                    + "/api/v1/permissions lists the permitted targets");
        }
    }
}
