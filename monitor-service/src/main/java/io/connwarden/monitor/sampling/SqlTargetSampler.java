package io.connwarden.monitor.sampling;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.sql.target.TargetException;
import io.connwarden.sql.target.TargetQueries;
import io.connwarden.sql.target.TargetQueries.ObservedSessions;
import java.util.function.Supplier;

/** A sampler that queries one target through its held session. */
public final class SqlTargetSampler implements TargetSampler {
    /** The maximum number of rows in a snapshot. It bounds the memory per target. */
    static final int MAX_ROWS = 5_000;

    private final String target;
    private final TargetQueries queries;
    private final Thresholds thresholds;
    private final int topApplications;
    private final boolean snapshots;

    public SqlTargetSampler(
            String target, TargetQueries queries, Thresholds thresholds, int topApplications, boolean snapshots) {
        this.snapshots = snapshots;
        this.target = target;
        this.queries = queries;
        this.thresholds = thresholds;
        this.topApplications = topApplications;
    }

    @Override
    public int countBackends() throws SampleFailedException {
        return query(queries::backendCount);
    }

    @Override
    public FullSample takeSample() throws SampleFailedException {
        if (!snapshots) {
            return new FullSample(query(() -> queries.observe(target, thresholds, topApplications)), null);
        }
        ObservedSessions observed = query(() -> queries.observeSessions(target, thresholds, topApplications, MAX_ROWS));
        return new FullSample(observed.observation(), observed.sessions());
    }

    private static <T> T query(Supplier<T> query) throws SampleFailedException {
        try {
            return query.get();
        } catch (TargetException e) {
            throw new SampleFailedException(e.failure().message(), e.failure().remedy());
        }
    }
}
