package io.connwarden.monitor.sampling;

import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.sql.target.TargetException;
import io.connwarden.sql.target.TargetQueries;
import java.util.Objects;
import java.util.function.Supplier;

/** A target seen through its one held session. */
public final class SqlTargetView implements TargetView {
    private final String target;
    private final TargetQueries queries;
    private final Thresholds thresholds;
    private final int topApplications;

    public SqlTargetView(String target, TargetQueries queries, Thresholds thresholds, int topApplications) {
        this.target = target;
        this.queries = queries;
        this.thresholds = thresholds;
        this.topApplications = topApplications;
    }

    @Override
    public int backends() throws LookFailed {
        return ask(queries::backends);
    }

    @Override
    public Observation observe() throws LookFailed {
        return ask(() -> queries.observe(target, thresholds, topApplications));
    }

    private static <T> T ask(Supplier<T> question) throws LookFailed {
        try {
            return question.get();
        } catch (TargetException failed) {
            throw new LookFailed(Objects.requireNonNullElse(failed.getMessage(), "the server could not be asked"));
        }
    }
}
