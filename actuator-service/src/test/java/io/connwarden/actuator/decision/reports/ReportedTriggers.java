package io.connwarden.actuator.decision.reports;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;

import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random triggers of a decision on a generated server. */
final class ReportedTriggers {
    static final Trigger HEALTH_EVENT = new Trigger.HealthEventTrigger(NOW);

    private ReportedTriggers() {}

    static Trigger of(ReportedServer server) {
        Random random = server.random;
        Set<RuleId> override = List.of(
                        Set.<RuleId>of(), Set.of(RuleId.G5), Set.of(RuleId.G4), Set.of(RuleId.G4, RuleId.G5))
                .get(random.nextInt(4));
        return switch (random.nextInt(9)) {
            case 0 -> Judged.command(new CommandParameters.Cleanup(1 + random.nextInt(20), 1 + random.nextInt(30)));
            case 1 -> Judged.command(new CommandParameters.Emergency());
            case 2 -> Judged.command(new CommandParameters.Auto());
            case 3 -> Judged.command(new CommandParameters.Terminate(some(server), override));
            case 4 -> Judged.command(new CommandParameters.Cancel(some(server), override));
            default -> HEALTH_EVENT;
        };
    }

    private static List<SessionId> some(ReportedServer server) {
        List<SessionId> visible = server.sessions().stream()
                .flatMap(session -> session.id().stream())
                .filter(id -> server.random.nextInt(3) > 0)
                .toList();
        return visible.isEmpty() ? List.of(new SessionId(9_999, NOW)) : visible;
    }
}
