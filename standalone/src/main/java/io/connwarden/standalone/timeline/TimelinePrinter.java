package io.connwarden.standalone.timeline;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import io.connwarden.standalone.terminal.Color;
import io.connwarden.standalone.terminal.Terminal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * The printer of events as lines of a timeline. Each line has the time of its arrival, because an event may be
 * published after a later one. Thread-safe for lines, but events must arrive on one thread.
 */
public final class TimelinePrinter implements Consumer<Event<?>> {
    private final Terminal terminal;
    private final TimeColumn time;
    private final InstantSource clock;
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
        this(terminal, time, repeatInterval, InstantSource.system());
    }

    TimelinePrinter(Terminal terminal, TimeColumn time, Duration repeatInterval, InstantSource clock) {
        this.terminal = terminal;
        this.time = time;
        this.clock = clock;
        this.sampleFilter = new SampleFilter(repeatInterval);
        this.health = new HealthLines(terminal);
        this.results = new ResultLines(terminal, health);
        this.alerts = new AlertLines(terminal);
    }

    @Override
    public void accept(Event<?> event) {
        if (event.data() instanceof Health seen) {
            sampleFilter.reasonToPrint(seen).ifPresent(reason -> print(health.of(seen, reason)));
        } else if (event.data() instanceof Result result) {
            print(results.of(result));
        } else if (event.data() instanceof Alert alert) {
            print(alerts.of(alert));
        }
    }

    /** Prints a line that does not belong to an event. */
    public void printLine(String line) {
        print(List.of(line));
    }

    private synchronized void print(List<String> lines) {
        String moment = time.at(clock.instant());
        for (int i = 0; i < lines.size(); i++) {
            String column = i == 0 ? terminal.colorize(Color.DIM, moment) : " ".repeat(moment.length());
            terminal.printLine(column + "  " + lines.get(i));
        }
    }
}
