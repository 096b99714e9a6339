package io.connwarden.sql.store;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The answers of the targets to signals. Thread-safe. */
public final class Signals {
    private final JdbcClient jdbc;
    private final String owner;

    /** @param owner identifies this process, as in {@link Leases} */
    public Signals(DataSource store, String owner) {
        this.jdbc = JdbcClient.create(store);
        this.owner = owner;
    }

    /**
     * The response of the target to one signal.
     *
     * @param ordinal identifies the session within the intent
     * @param inDoubt true if an earlier signal without a recorded response may have reached the session
     */
    public record SignalRecord(int ordinal, String answer, boolean inDoubt) {}

    /**
     * Records answers and returns true if this process holds the lease of the command. The answers are recorded also
     * without the lease, and an answer that is already recorded is kept. It locks nothing, and is one statement, which
     * commits by itself outside a transaction. It fails if the log store accepts no writes, also without answers.
     *
     * @param commandSeq the command of the intent
     */
    public boolean record(long intentId, List<SignalRecord> signals, long commandSeq) {
        return StoreStatement.WRITE_SIGNALS
                .on(jdbc)
                .param("intentId", intentId)
                .param("ordinal", ArrayParameter.of("int4", signals, SignalRecord::ordinal))
                .param("answer", ArrayParameter.of("text", signals, SignalRecord::answer))
                .param("inDoubt", ArrayParameter.of("bool", signals, SignalRecord::inDoubt))
                .param("seq", commandSeq)
                .param("owner", owner)
                .query((row, number) -> true)
                .optional()
                .isPresent();
    }
}
