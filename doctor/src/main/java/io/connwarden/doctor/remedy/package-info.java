/**
 * Says which statement or setting cures what is missing, and where to apply it: on plain PostgreSQL, and where a provider
 * does it differently. Only what the providers document; the sources are in {@code docs/doctor.md}. Nothing is applied.
 */
@NullMarked
package io.connwarden.doctor.remedy;

import org.jspecify.annotations.NullMarked;
