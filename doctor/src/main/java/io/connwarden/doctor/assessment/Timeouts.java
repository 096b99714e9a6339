package io.connwarden.doctor.assessment;

import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.Timeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the server itself does about sessions that sit, hang or have lost their client: it helps, or nothing does. */
final class Timeouts implements Question {
    private static final String NAME = "timeouts";
    /** Far below the two hours that Linux waits when nothing is set. */
    private static final Duration LONG = Duration.ofMinutes(15);

    @Override
    public Check judge(Findings findings) {
        return findings.timeouts()
                .value()
                .map(Timeouts::judge)
                .orElseGet(() -> Check.unanswered(
                        NAME, Standing.NOTE, findings.timeouts().lack()));
    }

    private static Check judge(List<Timeout> timeouts) {
        List<String> details = new ArrayList<>();
        timeouts.stream()
                .filter(timeout -> !timeout.name().startsWith("tcp_"))
                .map(Timeouts::line)
                .forEach(details::add);
        keepalives(timeouts).ifPresent(details::add);
        List<Need> needs = needs(timeouts);
        String reason = needs.isEmpty()
                ? "the server notices clients that are gone"
                : "clients that are gone keep their slots for long: the server could notice earlier";
        return new Check(NAME, needs.isEmpty() ? Standing.FINE : Standing.NOTE, reason, details, needs);
    }

    private static List<Need> needs(List<Timeout> timeouts) {
        List<Need> needs = new ArrayList<>();
        find(timeouts, "tcp_keepalives_idle")
                .filter(idle -> idle.off() || idle.length().compareTo(LONG) > 0)
                .ifPresent(idle -> needs.add(new Need.ServerSetting(idle.name(), "60", false)));
        find(timeouts, "client_connection_check_interval")
                .filter(Timeout::off)
                .ifPresent(check -> needs.add(new Need.ServerSetting(check.name(), "'10s'", false)));
        return needs;
    }

    /** Off where the session is not over TCP, and where the system cannot tell. */
    private static Optional<String> keepalives(List<Timeout> timeouts) {
        return find(timeouts, "tcp_keepalives_idle").map(idle -> {
            long tries =
                    find(timeouts, "tcp_keepalives_count").map(Timeout::value).orElse(0L);
            long seconds = idle.value()
                    + tries
                            * find(timeouts, "tcp_keepalives_interval")
                                    .map(Timeout::value)
                                    .orElse(0L);
            return "tcp_keepalives_* (" + idle.source() + "): "
                    + (idle.off()
                            ? "whatever the system has"
                            : "a client that vanished while its session idles is noticed after " + seconds + " s");
        });
    }

    private static Optional<Timeout> find(List<Timeout> timeouts, String name) {
        return timeouts.stream().filter(timeout -> timeout.name().equals(name)).findFirst();
    }

    private static String line(Timeout timeout) {
        String value = timeout.off() ? "off" : timeout.value() + " " + timeout.unit();
        return timeout.name() + " = " + value + " (" + timeout.source() + "): " + meaning(timeout);
    }

    private static String meaning(Timeout timeout) {
        boolean off = timeout.off();
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
