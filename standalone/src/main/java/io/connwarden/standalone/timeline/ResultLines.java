package io.connwarden.standalone.timeline;

import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.standalone.terminal.Color;
import io.connwarden.standalone.terminal.PrintableText;
import io.connwarden.standalone.terminal.Terminal;
import io.connwarden.standalone.timeline.SampleFilter.PrintReason;
import java.util.ArrayList;
import java.util.List;

/** The lines of a result: the rule and its reason, then the sessions by application. */
final class ResultLines {
    private static final int MAX_REASON_LENGTH = 1_000;

    private final Terminal terminal;
    private final HealthLines health;

    ResultLines(Terminal terminal, HealthLines health) {
        this.terminal = terminal;
        this.health = health;
    }

    List<String> of(Result result) {
        List<String> lines = new ArrayList<>();
        lines.add(terminal.colorize(Color.BOLD, heading(result)) + "  " + summary(result));
        lines.add("  " + PrintableText.of(result.decision().reason(), MAX_REASON_LENGTH));
        if (result.targetState() != null) {
            TargetStateLines.of(result.targetState()).forEach(line -> lines.add("    " + line));
        }
        if (result.health() != null) {
            health.of(result.health(), PrintReason.STATUS_CHANGED).forEach(line -> lines.add("    " + line));
        }
        SessionGroups.of(result.sessions()).lines().forEach(line -> lines.add("    " + line));
        return lines;
    }

    private static String heading(Result result) {
        Action action = result.action();
        String command = result.commandId() == null || action == null ? "" : " on command " + action;
        return "DECISION " + RuleId.describe(result.decision().rule()) + command;
    }

    private static String summary(Result result) {
        if (result.outcome() != CommandOutcome.COMPLETED) {
            return result.outcome().toString();
        }
        if (result.plan() != null && !RuleId.COMMAND.matches(result.plan().rule())) {
            return "plan " + result.plan().id() + " waits for APPROVE until "
                    + result.plan().expiresAt();
        }
        if (result.dryRun()) {
            return "dry run: no session was signalled";
        }
        if (result.effect() == null) {
            return result.outcome().toString();
        }
        String cancelled = result.cancelledCount() == 0 ? "" : ", cancelled " + result.cancelledCount();
        return "terminated " + result.terminatedCount() + cancelled;
    }
}
