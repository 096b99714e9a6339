package io.connwarden.standalone.narration;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import io.connwarden.standalone.terminal.Colour;
import io.connwarden.standalone.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Tells events as lines of a timeline. One thread at a time. */
public final class Narrator implements Consumer<Event<?>> {
    private final Terminal terminal;
    private final TimeColumn time;
    private final Newsworthy newsworthy;
    private final HealthLines health;
    private final ResultLines results;
    private final AlertLines alerts;

    /** @param quietFor how long an unchanged state is left untold */
    public Narrator(Terminal terminal, TimeColumn time, Duration quietFor) {
        this.terminal = terminal;
        this.time = time;
        this.newsworthy = new Newsworthy(quietFor);
        this.health = new HealthLines(terminal);
        this.results = new ResultLines(terminal);
        this.alerts = new AlertLines(terminal);
    }

    @Override
    public void accept(Event<?> event) {
        if (event.data() instanceof Health seen) {
            newsworthy.about(seen).ifPresent(news -> tell(event.time(), health.of(seen, news)));
        } else if (event.data() instanceof Result result) {
            tell(result.finishedAt(), results.of(result));
        } else if (event.data() instanceof Alert alert) {
            tell(event.time(), alerts.of(alert));
        }
    }

    /** Tells something that did not come over a topic. */
    public void say(String line) {
        tell(Instant.now(), List.of(line));
    }

    private synchronized void tell(Instant at, List<String> lines) {
        String moment = time.at(at);
        for (int i = 0; i < lines.size(); i++) {
            String column = i == 0 ? terminal.in(Colour.DIM, moment) : " ".repeat(moment.length());
            terminal.line(column + "  " + lines.get(i));
        }
    }
}
