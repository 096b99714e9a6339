package io.connwarden.console.api;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.Result;

/**
 * The answer to an action that waits for a second token.
 *
 * @param commandId the key of the dry run
 * @param plan the plan that another token executes
 * @param detail the next step
 * @param result the result of the dry run, with the sessions of the plan
 */
record ApprovalAnswer(String commandId, PlanSummary plan, String detail, MessageView result) {

    static ApprovalAnswer of(String key, PlanSummary plan, Event<Result> result) {
        String detail = "nothing was done so far: another token with the scope approve executes the plan with POST"
                + " /api/v1/plans/" + plan.id() + "/execute until " + plan.expiresAt();
        return new ApprovalAnswer(key, plan, detail, MessageView.of(result));
    }
}
