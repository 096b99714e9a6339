package io.connwarden.doctor.assessment;

import io.connwarden.doctor.finding.Findings;

/** One question about a server. */
interface Question {

    Check judge(Findings findings);
}
