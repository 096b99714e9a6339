package io.connwarden.actuator.decision.oracle;

import java.util.List;
import java.util.stream.Stream;

/** The list of all statements, in the order of the documentation. */
final class DecisionOracle {
    static final List<Requirement> REQUIREMENTS = Stream.of(
                    SelectionRequirements.ALL,
                    BudgetRequirements.ALL,
                    DeadClientRequirements.ALL,
                    SurvivorRequirements.ALL,
                    ProtectionRequirements.ALL,
                    SetAsideRequirements.ALL,
                    NamedRequirements.ALL,
                    LockRequirements.ALL,
                    LimitRequirements.ALL,
                    RefillRequirements.ALL)
            .flatMap(List::stream)
            .toList();

    private DecisionOracle() {}

    /** Returns one line per violated statement and session; empty if the decision is right. */
    static List<String> violations(JudgedDecision judged) {
        return REQUIREMENTS.stream()
                .flatMap(requirement -> requirement.violations(judged))
                .toList();
    }
}
