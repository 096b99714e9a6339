package io.connwarden.standalone.timeline;

import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.TargetState;
import io.connwarden.contracts.value.Formats;
import io.connwarden.standalone.terminal.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The lines of the state of a target, as STATUS, PAUSE and RESUME report it. */
final class TargetStateLines {
    private static final int MAX_TEXT_LENGTH = 200;

    private TargetStateLines() {}

    static List<String> of(TargetState state) {
        List<String> lines = new ArrayList<>();
        lines.add(mode(state));
        lines.add(state.terminationsLastHour() + " of " + state.hourlyBudget() + " terminations in the last hour, "
                + Formats.count(state.commandsWaiting(), "command") + " waiting, emergency connection "
                + (state.emergencyConnectionOpen() ? "open" : "closed"));
        if (state.unreclaimedSessions() != null && state.unreclaimedSessions() > 0) {
            lines.add(Formats.count(state.unreclaimedSessions(), "session") + " not reclaimed by a signal");
        }
        new TreeMap<>(state.cooldownUntil())
                .forEach((rule, until) -> lines.add("cooldown of " + rule + " until " + until));
        if (state.pendingPlans() != null) {
            state.pendingPlans().forEach(plan -> lines.add(plan(plan)));
        }
        return lines;
    }

    private static String mode(TargetState state) {
        String mode = "mode " + (state.modes() == null ? "unknown" : PrintableText.of(state.modes(), MAX_TEXT_LENGTH));
        String dryRun = state.dryRun() ? ", dry run" : "";
        if (!state.paused()) {
            return mode + dryRun;
        }
        return mode + dryRun + ", paused"
                + (state.pausedBy() == null ? "" : " by " + PrintableText.of(state.pausedBy(), MAX_TEXT_LENGTH));
    }

    private static String plan(PlanSummary plan) {
        return "plan " + plan.id() + " of " + plan.rule() + " waits for APPROVE until " + plan.expiresAt();
    }
}
