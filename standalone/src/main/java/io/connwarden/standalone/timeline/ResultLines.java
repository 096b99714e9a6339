package io.connwarden.standalone.timeline;

import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.standalone.terminal.Color;
import io.connwarden.standalone.terminal.PrintableText;
import io.connwarden.standalone.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;

/** The lines of a result: the rule and its reason, then the sessions by application. */
final class ResultLines {
    private static final int MAX_REASON_LENGTH = 200;

    private final Terminal terminal;

    ResultLines(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> of(Result result) {
        List<String> lines = new ArrayList<>();
        lines.add(terminal.colorize(Color.BOLD, heading(result)) + "  " + summary(result));
        lines.add("  " + PrintableText.of(result.decision().reason(), MAX_REASON_LENGTH));
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
        if (result.plan() != null) {
            return "plan " + result.plan().id() + " waits for APPROVE until "
                    + result.plan().expiresAt();
        }
        if (result.dryRun()) {
            return "dry run: no session was signalled";
        }
        String cancelled = result.cancelledCount() == 0 ? "" : ", cancelled " + result.cancelledCount();
        return "terminated " + result.terminatedCount() + cancelled;
    }
}
