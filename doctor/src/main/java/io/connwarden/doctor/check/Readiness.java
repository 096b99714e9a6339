package io.connwarden.doctor.check;

import java.util.Collection;

/** The readiness of a target for Connwarden, from all findings. */
public enum Readiness {
    READY(0, "ready"),
    LIMITED(1, "ready with limits"),
    NOT_READY(2, "not ready");

    private final int code;
    private final String label;

    Readiness(int code, String label) {
        this.code = code;
        this.label = label;
    }

    public static Readiness of(Collection<Finding> findings) {
        Severity worst = findings.stream()
                .map(Finding::severity)
                .max(Severity::compareTo)
                .orElse(Severity.ERROR);
        return switch (worst) {
            case OK, INFO -> READY;
            case WARNING -> LIMITED;
            case ERROR -> NOT_READY;
        };
    }

    public String label() {
        return label;
    }

    /** Returns 0, 1 or 2: the exit code of the command. */
    public int code() {
        return code;
    }
}
