package io.connwarden.console.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.console.export.LineWriter;
import io.connwarden.console.web.ProblemException;
import io.connwarden.sql.store.LogStoreReads.LogEntry;
import io.connwarden.sql.store.LogStoreReads.Selection;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class LogExportTest {
    private static final Instant TIME = Instant.parse("2026-01-01T12:00:00Z");
    private final List<String> cursors = new ArrayList<>();

    @Test
    void the_parts_follow_each_other_until_one_is_not_full() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        write(LineWriter.begin(response, new LogFormat.Csv().mediaType(), "log.csv"), 1_200, -1);
        assertThat(response.getContentAsString().lines()).hasSize(1_201);
        assertThat(cursors).containsExactly("first", "log-701", "log-201");
    }

    @Test
    void no_further_part_is_read_for_a_reader_that_has_left() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse() {
            @Override
            public java.io.PrintWriter getWriter() {
                return new java.io.PrintWriter(new DisconnectedWriter());
            }
        };
        write(LineWriter.begin(response, new LogFormat.Csv().mediaType(), "log.csv"), 1_000_000, -1);
        assertThat(cursors).containsExactly("first");
    }

    @Test
    void a_response_that_lacks_entries_says_so_in_its_last_line() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        write(LineWriter.begin(response, new LogFormat.Csv().mediaType(), "log.csv"), 10_000, 2);
        assertThat(response.getContentAsString().lines().toList())
                .hasSize(1_002)
                .last()
                .asString()
                .startsWith("incomplete");
    }

    /** Writes the given number of entries; the read after the given number of parts fails. */
    private void write(LineWriter out, int entries, int failsAfter) {
        LogQuery query = new LogQuery(new Period(TIME.minusSeconds(60), TIME), new Selection(TIME, null, null), null);
        LogExport export = new LogExport(query, new LogFormat.Csv(), cursor -> part(cursor, entries, failsAfter));
        export.write(export.first(), out);
    }

    private List<LogEntry> part(@Nullable TimeCursor cursor, int entries, int failsAfter) {
        if (cursors.size() == failsAfter) {
            throw ProblemException.unavailable("down");
        }
        cursors.add(cursor == null ? "first" : cursor.key());
        long before =
                cursor == null ? entries + 1L : Long.parseLong(cursor.key().substring(4));
        return LongStream.iterate(before - 1, id -> id > 0, id -> id - 1)
                .limit(LogExport.PART)
                .mapToObj(LogExportTest::entry)
                .toList();
    }

    private static LogEntry entry(long id) {
        return new LogEntry(id, TIME, "A", "db", null, null, null, null, null, null, null, null, null, "{}");
    }

    /** A connection that is closed by its reader. */
    private static final class DisconnectedWriter extends Writer {
        private final StringWriter buffered = new StringWriter();

        @Override
        public void write(char[] text, int offset, int length) {
            buffered.write(text, offset, length);
        }

        @Override
        public void flush() throws IOException {
            throw new IOException("Broken pipe");
        }

        @Override
        public void close() {
            // nothing to release
        }
    }
}
