package io.connwarden.doctor.check;

import io.connwarden.doctor.reading.PoolerReading;
import io.connwarden.doctor.reading.Readings;
import java.util.ArrayList;
import java.util.List;

/** The check for a pooler. Behind a pooler no session can be held, and sessions cannot be attributed to clients. */
final class PoolerCheck implements Check {
    private static final String NAME = "pooler";
    private static final MissingRequirement DIRECT_ADDRESS =
            new MissingRequirement.Advice("use the address of the server instead of the pooler's");

    @Override
    public Finding evaluate(Readings readings) {
        return readings.session()
                .pooler()
                .value()
                .map(pooler -> evaluate(pooler, readings))
                .orElseGet(() -> Finding.failed(
                        NAME, Severity.WARNING, readings.session().pooler().failureReason()));
    }

    private static Finding evaluate(PoolerReading pooler, Readings readings) {
        if (!pooler.hasPooler()) {
            return Finding.of(NAME, Severity.OK, "no pooler; the server answers directly")
                    .withDetails(directDetails(pooler, readings));
        }
        return pooler.sharesBackends()
                ? Finding.of(
                                NAME,
                                Severity.ERROR,
                                "a pooler in transaction or statement mode is in between: Connwarden cannot hold a"
                                        + " session, and the services do not connect through a pooler",
                                DIRECT_ADDRESS)
                        .withDetails(poolerDetails(pooler))
                : Finding.of(
                                NAME,
                                Severity.ERROR,
                                "a pooler, probably in session mode, is in between: the services do not connect through"
                                        + " a pooler",
                                DIRECT_ADDRESS)
                        .withDetails(poolerDetails(pooler));
    }

    private static List<String> poolerDetails(PoolerReading pooler) {
        List<String> details = new ArrayList<>();
        if (pooler.hasPidMismatch()) {
            details.add("pid " + pooler.cancelKeyPid() + " is in the cancel key, but backend "
                    + format(pooler.firstPids()) + " answers");
        }
        if (pooler.sharesBackends()) {
            details.add("two simultaneous connections were served by backends " + format(pooler.firstPids()) + " and "
                    + format(pooler.secondPids()));
        }
        if (pooler.secondBackendOlder()) {
            details.add("a new connection was assigned a backend that had started before the connection was requested");
        }
        return details;
    }

    private static List<String> directDetails(PoolerReading pooler, Readings readings) {
        List<String> details = new ArrayList<>();
        details.add("backend " + pooler.cancelKeyPid() + " of the cancel key answers every query");
        details.add(
                pooler.secondFailure() == null
                        ? "a second connection got a new backend"
                        : "a second connection failed: "
                                + pooler.secondFailure().message());
        Integer port = pooler.serverPort();
        if (port != null && !readings.target().ports().contains(port)) {
            details.add(
                    "the server listens on port " + port + ", which is not in the url: a port forward is in between");
        }
        return details;
    }

    private static String format(Iterable<Integer> pids) {
        List<String> texts = new ArrayList<>();
        pids.forEach(pid -> texts.add(pid.toString()));
        return String.join(", ", texts);
    }
}
