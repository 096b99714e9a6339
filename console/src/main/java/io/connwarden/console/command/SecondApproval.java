package io.connwarden.console.command;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.Scope;
import io.connwarden.console.settings.ConsoleSettings;
import io.connwarden.console.view.KnownPlan;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.message.Command;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * The rule that a requested action on some targets waits for a second token. The request becomes a dry run, and another
 * caller executes its plan. AUTO is not concerned, because the modes of the rules decide there. Immutable.
 */
public final class SecondApproval {
    private static final String SETTING = ConsoleSettings.PREFIX + ".second-approval-targets";
    private static final Set<CommandVerb> ACTIONS =
            EnumSet.of(CommandVerb.CLEANUP, CommandVerb.EMERGENCY, CommandVerb.TERMINATE, CommandVerb.CANCEL);

    private final Set<String> targets;

    /** @param targets ids of targets; {@code *} for all */
    public SecondApproval(Collection<String> targets) {
        this.targets = Set.copyOf(targets);
    }

    /** Returns true if an action on the target waits for a second token. */
    public boolean isRequired(String target) {
        return targets.contains(target) || targets.contains(Command.ALL_TARGETS);
    }

    boolean isRequired(CommandVerb verb, String target) {
        return ACTIONS.contains(verb) && isRequired(target);
    }

    /** Returns the scope that executes a plan. */
    public Scope scopeOf(KnownPlan plan) {
        return plan.isRequested() && !isRequired(plan.target()) ? Scope.OPERATE : Scope.APPROVE;
    }

    /**
     * Checks that a plan is executed by another caller than its requester.
     *
     * @throws ProblemException 403 if the plan needs a second token and is the caller's own
     */
    public void requireSecondCaller(Caller caller, KnownPlan plan) {
        if (plan.isRequested() && isRequired(plan.target()) && isOwn(caller, plan)) {
            throw ProblemException.forbidden("'" + caller.name() + "' requested this plan, and " + SETTING
                    + " requires that another token with the scope approve executes it");
        }
    }

    /** Tokens with one name are one person. A plan of an unknown requester may be the caller's own. */
    private static boolean isOwn(Caller caller, KnownPlan plan) {
        return plan.requestedBy() == null || plan.requestedBy().equals(caller.name());
    }

    /**
     * Checks that an action on a target may be executed at once.
     *
     * @throws ProblemException 403 if the target needs a second token
     */
    public void requireNone(String target) {
        if (isRequired(target)) {
            throw ProblemException.forbidden(SETTING + " requires a second token for actions on target '" + target
                    + "'; request the action at POST /api/v1/targets/" + target + "/..., and let another token execute"
                    + " its plan");
        }
    }
}
