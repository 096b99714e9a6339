package io.connwarden.standalone.demo;

import io.connwarden.contracts.Topics;
import io.connwarden.standalone.narration.Narrator;
import io.connwarden.standalone.narration.TimeColumn;
import io.connwarden.standalone.narration.TopicReader;
import io.connwarden.standalone.stack.Undoing;
import io.connwarden.standalone.terminal.Terminal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The story itself, once or again and again: neighbours move in, a program leaks, the services answer. */
final class Play {
    private static final Duration CYCLE_LIMIT = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Duration AFTERMATH = Duration.ofSeconds(3);
    private static final Duration INTERMISSION = Duration.ofSeconds(30);

    private final Terminal terminal;
    private final Stage.Setting setting;
    private final Undoing undoing;
    private final TopicReader reader;
    private final Instant begin;
    private final Narrator narrator;
    private volatile Cycle cycle = new Cycle(DemoProperties.RELIEF_PERCENTAGE, () -> false);

    Play(Terminal terminal, Stage.Setting setting, Undoing undoing) {
        this.terminal = terminal;
        this.setting = setting;
        this.undoing = undoing;
        this.reader = undoing.add(TopicReader.open(setting.bootstrapServers(), Topics.standard()));
        this.begin = Instant.now();
        this.narrator = new Narrator(terminal, TimeColumn.since(begin), QUIET);
    }

    /** The exit code of one cycle; without an end unless {@code once}. */
    int run(boolean once) throws Exception {
        reader.start(begin, event -> {
            narrator.accept(event);
            cycle.see(event);
        });
        List<Neighbour> neighbours = moveIn();
        while (true) {
            boolean good = playOneCycle(neighbours);
            if (once) {
                return good ? 0 : 1;
            }
            narrator.say("the next leak begins in " + INTERMISSION.toSeconds() + " s; Ctrl-C ends the demo");
            Thread.sleep(INTERMISSION.toMillis());
        }
    }

    private List<Neighbour> moveIn() throws SQLException {
        String url = setting.target().applicationUrl();
        List<Neighbour> neighbours = List.of(
                undoing.add(Neighbour.warmPool(url)),
                undoing.add(Neighbour.quietPool(url)),
                undoing.add(Neighbour.backup(url)),
                undoing.add(Neighbour.report(url)));
        for (Neighbour neighbour : neighbours) {
            narrator.say("%s opens %d (%s)".formatted(neighbour.name(), neighbour.opened(), neighbour.virtue()));
        }
        return neighbours;
    }

    private boolean playOneCycle(List<Neighbour> neighbours) throws Exception {
        narrator.say(LeakingApplication.NAME + " starts: one session per request, none ever returned");
        try (LeakingApplication leak =
                undoing.add(LeakingApplication.start(setting.target().applicationUrl(), narrator::say))) {
            cycle = new Cycle(DemoProperties.RELIEF_PERCENTAGE, leak::hasSlowedDown);
            cycle.awaitComplete(CYCLE_LIMIT);
            // Long enough for the next request to be let in and for the alerts to be taken back.
            Thread.sleep(AFTERMATH.toMillis());
            return new Summary(cycle, leak, neighbours).show(terminal);
        }
    }
}
