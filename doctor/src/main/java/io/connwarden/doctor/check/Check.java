package io.connwarden.doctor.check;

import io.connwarden.doctor.reading.Readings;

/** A check, which evaluates readings. Pure. */
interface Check {

    Finding evaluate(Readings readings);
}
