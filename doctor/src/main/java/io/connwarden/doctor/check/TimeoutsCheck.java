package io.connwarden.doctor.check;

import io.connwarden.doctor.reading.Readings;
import io.connwarden.doctor.reading.Readings.ServerTimeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The check of the server timeouts for idle sessions, hanging sessions and sessions without a client. */
final class TimeoutsCheck implements Check {
    private static final String NAME = "timeouts";
    /** Far below the two hours of an unconfigured Linux. */
    private static final Duration MAX_KEEPALIVE_IDLE = Duration.ofMinutes(15);

    @Override
    public Finding evaluate(Readings readings) {
        return readings.server()
                .timeouts()
                .value()
                .map(TimeoutsCheck::evaluate)
                .orElseGet(() -> Finding.failed(
                        NAME, Severity.INFO, readings.server().timeouts().failureReason()));
    }

    private static Finding evaluate(List<ServerTimeout> timeouts) {
        List<String> details = new ArrayList<>();
        timeouts.stream()
                .filter(timeout -> !timeout.name().startsWith("tcp_"))
                .map(TimeoutsCheck::line)
                .forEach(details::add);
        keepalives(timeouts).ifPresent(details::add);
        List<MissingRequirement> needs = missingSettings(timeouts);
        String reason = needs.isEmpty()
                ? "the server detects lost clients"
                : "sessions of lost clients keep their slots for a long time; the server can detect them earlier";
        return new Finding(NAME, needs.isEmpty() ? Severity.OK : Severity.INFO, reason, details, needs);
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

    /** Returns the line for the keepalives; empty without TCP, or if the system cannot read them. */
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
                            ? "default of the operating system"
                            : "a lost client of an idle session is detected after " + seconds + " s");
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
                        ? "the server does not terminate idle sessions"
                        : "the server terminates idle sessions; a connection pool might not expect this";
            case "idle_in_transaction_session_timeout" ->
                off ? "the server does not terminate stuck transactions" : "the server terminates stuck transactions";
            case "transaction_timeout" ->
                off ? "the duration of transactions is not limited" : "the server terminates long transactions";
            case "statement_timeout" ->
                off ? "the duration of statements is not limited" : "the server cancels long statements";
            default ->
                off ? "a query continues after its client is lost" : "a query is cancelled after its client is lost";
        };
    }
}
