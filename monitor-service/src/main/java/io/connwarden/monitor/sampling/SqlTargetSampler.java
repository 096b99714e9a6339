package io.connwarden.monitor.sampling;

import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.sql.target.TargetException;
import io.connwarden.sql.target.TargetQueries;
import java.util.function.Supplier;

/** A sampler that queries one target through its held session. */
public final class SqlTargetSampler implements TargetSampler {
    private final String target;
    private final TargetQueries queries;
    private final Thresholds thresholds;
    private final int topApplications;

    public SqlTargetSampler(String target, TargetQueries queries, Thresholds thresholds, int topApplications) {
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
    public Observation takeSample() throws SampleFailedException {
        return query(() -> queries.observe(target, thresholds, topApplications));
    }

    private static <T> T query(Supplier<T> query) throws SampleFailedException {
        try {
            return query.get();
        } catch (TargetException e) {
            throw new SampleFailedException(e.failure().message(), e.failure().remedy());
        }
    }
}
