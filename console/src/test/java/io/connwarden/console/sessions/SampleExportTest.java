package io.connwarden.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.console.Snapshots;
import io.connwarden.console.access.Caller;
import io.connwarden.console.export.Exports;
import io.connwarden.console.view.SessionHistory;
import io.connwarden.console.web.ProblemException;
import java.io.PrintWriter;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class SampleExportTest {
    private static final Caller CALLER = new Caller("a", Set.of(), Optional.empty(), "token:a", null);

    private final SessionHistory history = new SessionHistory(100_000_000);
    private final Exports exports = new Exports(1, 1);
    private final SampleExportController controller = new SampleExportController(history, exports);

    @Test
    void a_sample_is_read_when_it_is_written() throws Exception {
        add(0, SessionHistory.MAX_SAMPLES);
        MockHttpServletResponse response = responseWith(() -> add(SessionHistory.MAX_SAMPLES, 5));
        controller.export(CALLER, "db", Map.of(), response);
        List<String> lines = response.getContentAsString().lines().toList();
        assertThat(lines).hasSize(SessionHistory.MAX_SAMPLES - 4);
        assertThat(lines.get(0)).contains(time(0).toString());
        assertThat(lines.get(1)).contains(time(5).toString());
        assertThat(lines)
                .last()
                .asString()
                .contains(time(SessionHistory.MAX_SAMPLES - 1).toString());
    }

    @Test
    void both_ends_of_the_period_are_included() throws Exception {
        add(0, 9);
        MockHttpServletResponse response = new MockHttpServletResponse();
        controller.export(CALLER, "db", Map.of("from", text(3), "to", text(5)), response);
        assertThat(response.getContentAsString().lines()).hasSize(3);
        assertRefused("db", Map.of("from", text(20)), 404);
        assertRefused("other", Map.of(), 404);
    }

    @Test
    void above_the_limit_of_exports_nothing_is_read() throws Exception {
        add(0, 2);
        exports.run(CALLER, () -> {
            assertRefused("db", Map.of(), 429);
            assertRefused("without-samples", Map.of(), 429);
        });
        controller.export(CALLER, "db", Map.of(), new MockHttpServletResponse());
    }

    private void assertRefused(String target, Map<String, String> values, int status) {
        assertThatThrownBy(() -> controller.export(CALLER, target, values, new MockHttpServletResponse()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.getStatusCode().value()).isEqualTo(status));
    }

    /** Returns a response that runs a task after its first line. */
    private static MockHttpServletResponse responseWith(Runnable task) {
        return new MockHttpServletResponse() {
            private boolean hasRun;

            @Override
            public PrintWriter getWriter() throws UnsupportedEncodingException {
                return new PrintWriter(super.getWriter()) {
                    @Override
                    public void write(String text) {
                        super.write(text);
                        if (!hasRun) {
                            hasRun = true;
                            task.run();
                        }
                    }
                };
            }
        };
    }

    private void add(int first, int count) {
        IntStream.range(first, first + count).forEach(i -> history.add(Snapshots.idle("db", time(i), 2)));
    }

    private static Instant time(int second) {
        return Snapshots.TIME.plusSeconds(second);
    }

    private static String text(int second) {
        return time(second).toString();
    }
}
