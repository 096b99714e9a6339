package io.connwarden.console.saving;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.management.ThreadMXBean;
import io.connwarden.console.Snapshots;
import io.connwarden.console.TestLogStore;
import io.connwarden.console.history.LogStore;
import io.connwarden.console.view.SessionHistory;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Result;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The saving of samples in a real log store, in the thread of the test. */
@ExtendWith(OutputCaptureExtension.class)
class SampleSaverIT {
    private static final Instant START = Snapshots.TIME;
    /** A time before the first one that a parameter of a statement can have. */
    private static final Instant NOT_STORABLE = Instant.MIN.plusSeconds(1_000);

    private final SessionHistory history = new SessionHistory(100_000_000);
    private final Logger logger = (Logger) LoggerFactory.getLogger(SampleSaver.class);
    private Instant now = START;
    private TestLogStore database;
    private LogStore store;
    private SampleSaver saver;

    @BeforeEach
    void start() throws Exception {
        logger.setLevel(Level.INFO);
        database = TestLogStore.create("samplesaver");
        store = LogStore.open(database.settings());
        saver = new SampleSaver(history, store, () -> now, null);
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
        database.close();
        logger.setLevel(null);
    }

    @Test
    void only_samples_that_are_not_saved_are_unpacked() throws Exception {
        for (int second = -40; second < 0; second++) {
            history.add(Snapshots.idle("db", START.plusSeconds(second), 300));
        }
        for (int second = 400; second < 440; second++) {
            history.add(Snapshots.idle("db", START.plusSeconds(second), 300));
        }
        saver.onResult(action("a", "db", START));
        saver.saveAll();
        assertThat(database.count("saved_samples")).isEqualTo(40);
        assertThat(allocatedBy(saver::saveAll)).isLessThan(1_000_000);
        history.add(Snapshots.idle("db", START.plusSeconds(1), 1));
        saver.saveAll();
        assertThat(database.count("saved_samples")).isEqualTo(41);
    }

    @Test
    void an_action_that_the_store_refuses_blocks_no_other_and_is_reported_once(CapturedOutput output) throws Exception {
        database.run("ALTER TABLE saved_samples ADD CONSTRAINT refused CHECK (target <> 'bad')");
        history.add(Snapshots.idle("bad", START, 1));
        history.add(Snapshots.idle("good", START, 1));
        saver.onResult(action("a", "bad", START));
        saver.onResult(action("b", "good", START));
        saver.saveAll();
        saver.saveAll();
        assertThat(database.count("saved_samples")).isEqualTo(1);
        assertThat(failures(output)).isEqualTo(1);
        database.run("ALTER TABLE saved_samples DROP CONSTRAINT refused");
        saver.saveAll();
        assertThat(database.count("saved_samples")).isEqualTo(2);
        assertThat(output.getAll()).contains("The samples around actions of R1 are saved again");
    }

    @Test
    void an_action_with_an_unexpected_error_blocks_no_other_and_is_reported_once(CapturedOutput output)
            throws Exception {
        history.add(Snapshots.idle("bad", START, 1));
        history.add(Snapshots.idle("good", START, 1));
        saver.onResult(action("a", "bad", NOT_STORABLE));
        saver.onResult(action("b", "good", START));
        saver.saveAll();
        saver.saveAll();
        assertThat(database.count("saved_samples")).isEqualTo(1);
        assertThat(failures(output)).isEqualTo(1);
    }

    @Test
    void a_log_store_without_a_connection_is_asked_once_for_all_actions(CapturedOutput output) {
        logger.setLevel(Level.DEBUG);
        saver.onResult(action("a", "db", START));
        saver.onResult(action("b", "other", START));
        store.close();
        saver.saveAll();
        assertThat(failures(output)).isEqualTo(1);
        assertThat(output.getAll()).doesNotContain("needs the privileges", "Registered driver");
    }

    @Test
    void a_missing_privilege_is_logged_with_its_remedy(CapturedOutput output) throws Exception {
        database.run("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN RAISE insufficient_privilege; END'");
        database.run("CREATE TRIGGER refuse BEFORE INSERT ON saved_actions FOR EACH ROW EXECUTE FUNCTION refuse()");
        saver.onResult(action("a", "db", START));
        saver.saveAll();
        database.run("DROP FUNCTION refuse() CASCADE");
        assertThat(failures(output)).isEqualTo(1);
        assertThat(output.getAll()).contains("the role of connwarden.console.log-store needs the privileges");
    }

    @Test
    void an_action_that_is_never_saved_is_dropped_after_half_an_hour(CapturedOutput output) throws Exception {
        saver.onResult(action("a", "bad", NOT_STORABLE));
        saver.saveAll();
        now = START.plus(Duration.ofMinutes(33));
        saver.saveAll();
        saver.saveAll();
        assertThat(output.getAll()).contains("The samples around actions of R1 are saved again");
    }

    private static long allocatedBy(Runnable task) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        task.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static int failures(CapturedOutput output) {
        return output.getAll().split("cannot be saved", -1).length - 1;
    }

    private static Event<Result> action(String id, String target, Instant startedAt) {
        Result result = Result.builder(
                        target, CommandOutcome.COMPLETED, new DecisionReason("R1", "selected"), startedAt, START)
                .build();
        return new Event<>(new EventId("s", id), START, result);
    }
}
