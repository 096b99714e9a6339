package io.connwarden.doctor.assessment;

import java.util.Collection;

/** What all checks together amount to. */
public enum Verdict {
    READY(0, "ready"),
    LIMITED(1, "works with limits"),
    UNABLE(2, "not able");

    private final int code;
    private final String spoken;

    Verdict(int code, String spoken) {
        this.code = code;
        this.spoken = spoken;
    }

    public static Verdict of(Collection<Check> checks) {
        Standing worst =
                checks.stream().map(Check::standing).max(Standing::compareTo).orElse(Standing.OBSTACLE);
        return switch (worst) {
            case FINE, NOTE -> READY;
            case LIMIT -> LIMITED;
            case OBSTACLE -> UNABLE;
        };
    }

    public String spoken() {
        return spoken;
    }

    /** 0, 1 or 2: an exit code, and the value of the metric. */
    public int code() {
        return code;
    }
}
