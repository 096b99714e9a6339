package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.Findings;

/** One question about a server. */
interface Check {

    CheckResult evaluate(Findings findings);
}
