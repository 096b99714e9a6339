package io.connwarden.actuator.action;

import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sessions of a result. Each session appears once, however many steps considered it. */
final class SessionReports {
    private static final Set<SessionOutcome> NOT_SELECTED = EnumSet.of(SessionOutcome.PROTECTED, SessionOutcome.SPARED);

    private SessionReports() {}

    /** Merges reports. A session that was selected in any step is reported as selected. */
    static List<SessionReport> merge(Collection<SessionReport> told) {
        Map<String, SessionReport> bySession = new LinkedHashMap<>();
        for (SessionReport report : told) {
            bySession.merge(report.pid() + "/" + report.backendStart(), report, SessionReports::preferred);
        }
        return List.copyOf(bySession.values());
    }

    private static SessionReport preferred(SessionReport earlier, SessionReport later) {
        return NOT_SELECTED.contains(later.outcome()) ? earlier : later;
    }
}
