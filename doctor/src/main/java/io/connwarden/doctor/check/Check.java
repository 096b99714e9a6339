package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.Findings;

/** One check of the findings. Pure. */
interface Check {

    CheckResult evaluate(Findings findings);
}
