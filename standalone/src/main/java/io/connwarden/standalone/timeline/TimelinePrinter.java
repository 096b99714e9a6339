package io.connwarden.standalone.timeline;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import io.connwarden.standalone.terminal.Color;
import io.connwarden.standalone.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The printer of events as lines of a timeline. Thread-safe for lines, but events must arrive on one thread. */
public final class TimelinePrinter implements Consumer<Event<?>> {
    private final Terminal terminal;
    private final TimeColumn time;
    private final SampleFilter sampleFilter;
    private final HealthLines health;
    private final ResultLines results;
    private final AlertLines alerts;

    /**
     * Creates a printer.
     *
     * @param repeatInterval the interval after which an unchanged status is printed again
     */
    public TimelinePrinter(Terminal terminal, TimeColumn time, Duration repeatInterval) {
        this.terminal = terminal;
        this.time = time;
        this.sampleFilter = new SampleFilter(repeatInterval);
        this.health = new HealthLines(terminal);
        this.results = new ResultLines(terminal);
        this.alerts = new AlertLines(terminal);
    }

    @Override
    public void accept(Event<?> event) {
        if (event.data() instanceof Health seen) {
            sampleFilter.reasonToPrint(seen).ifPresent(reason -> print(event.time(), health.of(seen, reason)));
        } else if (event.data() instanceof Result result) {
            print(result.finishedAt(), results.of(result));
        } else if (event.data() instanceof Alert alert) {
            print(event.time(), alerts.of(alert));
        }
    }

    /** Prints a line that does not belong to an event. */
    public void printLine(String line) {
        print(Instant.now(), List.of(line));
    }

    private synchronized void print(Instant at, List<String> lines) {
        String moment = time.at(at);
        for (int i = 0; i < lines.size(); i++) {
            String column = i == 0 ? terminal.colorize(Color.DIM, moment) : " ".repeat(moment.length());
            terminal.printLine(column + "  " + lines.get(i));
        }
    }
}
