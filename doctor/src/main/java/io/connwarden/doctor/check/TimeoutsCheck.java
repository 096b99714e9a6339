package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.ServerTimeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the server itself does about sessions that sit, hang or have lost their client: it helps, or nothing does. */
final class TimeoutsCheck implements Check {
    private static final String NAME = "timeouts";
    /** Far below the two hours that Linux waits when nothing is set. */
    private static final Duration MAX_KEEPALIVE_IDLE = Duration.ofMinutes(15);

    @Override
    public CheckResult evaluate(Findings findings) {
        return findings.timeouts()
                .value()
                .map(TimeoutsCheck::evaluate)
                .orElseGet(() -> CheckResult.failed(
                        NAME, Severity.INFO, findings.timeouts().failureReason()));
    }

    private static CheckResult evaluate(List<ServerTimeout> timeouts) {
        List<String> details = new ArrayList<>();
        timeouts.stream()
                .filter(timeout -> !timeout.name().startsWith("tcp_"))
                .map(TimeoutsCheck::line)
                .forEach(details::add);
        keepalives(timeouts).ifPresent(details::add);
        List<MissingRequirement> needs = missingSettings(timeouts);
        String reason = needs.isEmpty()
                ? "the server notices clients that are gone"
                : "clients that are gone keep their slots for long: the server could notice earlier";
        return new CheckResult(NAME, needs.isEmpty() ? Severity.OK : Severity.INFO, reason, details, needs);
    }

    private static List<MissingRequirement> missingSettings(List<ServerTimeout> timeouts) {
        List<MissingRequirement> needs = new ArrayList<>();
        find(timeouts, "tcp_keepalives_idle")
                .filter(idle -> idle.isDisabled() || idle.duration().compareTo(MAX_KEEPALIVE_IDLE) > 0)
                .ifPresent(idle -> needs.add(new MissingRequirement.ServerSetting(idle.name(), "60", false)));
        find(timeouts, "client_connection_check_interval")
                .filter(ServerTimeout::isDisabled)
                .ifPresent(check -> needs.add(new MissingRequirement.ServerSetting(check.name(), "'10s'", false)));
        return needs;
    }

    /** Off where the session is not over TCP, and where the system cannot tell. */
    private static Optional<String> keepalives(List<ServerTimeout> timeouts) {
        return find(timeouts, "tcp_keepalives_idle").map(idle -> {
            long tries = find(timeouts, "tcp_keepalives_count")
                    .map(ServerTimeout::value)
                    .orElse(0L);
            long seconds = idle.value()
                    + tries
                            * find(timeouts, "tcp_keepalives_interval")
                                    .map(ServerTimeout::value)
                                    .orElse(0L);
            return "tcp_keepalives_* (" + idle.source() + "): "
                    + (idle.isDisabled()
                            ? "whatever the system has"
                            : "a client that vanished while its session idles is noticed after " + seconds + " s");
        });
    }

    private static Optional<ServerTimeout> find(List<ServerTimeout> timeouts, String name) {
        return timeouts.stream().filter(timeout -> timeout.name().equals(name)).findFirst();
    }

    private static String line(ServerTimeout timeout) {
        String value = timeout.isDisabled() ? "off" : timeout.value() + " " + timeout.unit();
        return timeout.name() + " = " + value + " (" + timeout.source() + "): " + meaning(timeout);
    }

    private static String meaning(ServerTimeout timeout) {
        boolean off = timeout.isDisabled();
        return switch (timeout.name()) {
            case "idle_session_timeout" ->
                off
                        ? "idle sessions stay until somebody ends them"
                        : "helps: the server ends idle sessions itself; a pool may not expect it";
            case "idle_in_transaction_session_timeout" ->
                off
                        ? "forgotten transactions stay until somebody ends them"
                        : "helps: the server ends forgotten transactions itself";
            case "transaction_timeout" ->
                off ? "transactions may last for ever" : "helps: the server ends transactions that last too long";
            case "statement_timeout" ->
                off ? "statements may run for ever" : "helps: the server cancels statements that run too long";
            default ->
                off
                        ? "a query runs to its end though its client is gone"
                        : "helps: a query ends when its client is gone";
        };
    }
}
