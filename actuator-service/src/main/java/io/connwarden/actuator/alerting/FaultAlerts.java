package io.connwarden.actuator.alerting;

import static io.connwarden.actuator.alerting.AlertEvaluation.clearImmediately;
import static io.connwarden.actuator.alerting.AlertEvaluation.firing;
import static io.connwarden.actuator.alerting.AlertEvaluation.notApplicable;

import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/** The conditions of alerts that depend on checks. */
final class FaultAlerts {
    private static final Duration MIN_TOLD_AGE = Duration.ofSeconds(1);

    private FaultAlerts() {}

    /** Returns an evaluator that fires when the fault lasts, and resolves with the first check without it. */
    static AlertKind.Evaluator of(FaultKind kind) {
        return of(kind, (input, state) -> notApplicable());
    }

    /** Returns an evaluator that also evaluates the other inputs. */
    static AlertKind.Evaluator of(FaultKind kind, AlertKind.Evaluator ofOtherInputs) {
        return (input, state) -> input instanceof AlertInput.TargetChecked check
                ? evaluate(kind, check)
                : ofOtherInputs.evaluate(input, state);
    }

    /** A fault below its age limit does not resolve an alert that fires: its start is unknown after a restart. */
    private static AlertEvaluation evaluate(FaultKind kind, AlertInput.TargetChecked check) {
        Optional<Fault> found =
                check.faults().stream().filter(fault -> fault.kind() == kind).max(Comparator.comparing(Fault::age));
        if (found.isEmpty()) {
            return clearImmediately(check.target() + ": " + kind.recovery());
        }
        Fault fault = found.get();
        return fault.age().compareTo(check.limits().alertAfter(kind)) >= 0
                ? ofFault(check.target(), fault)
                : notApplicable();
    }

    /** Returns the firing evaluation of a fault. */
    static AlertEvaluation ofFault(String target, Fault fault) {
        return firing(target + ": " + fault.kind().effect() + duration(fault.age()), describe(fault));
    }

    /** A fault that a check has just found has no duration worth telling. */
    private static String duration(Duration age) {
        return age.compareTo(MIN_TOLD_AGE) < 0 ? "" : " (for " + Formats.duration(age) + ")";
    }

    private static String describe(Fault fault) {
        return Formats.singleLine(fault.detail(), HealthAlerts.MAX_DESCRIPTION_LENGTH) + ". "
                + fault.kind().remedy();
    }
}
