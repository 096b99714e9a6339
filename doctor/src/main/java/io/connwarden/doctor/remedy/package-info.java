/**
 * The remedies: the statement or setting for each missing requirement, and the place to apply it on plain PostgreSQL
 * and at each provider. They follow the documentation of the providers; {@code docs/doctor.md} lists the sources.
 * Nothing is applied.
 */
@NullMarked
package io.connwarden.doctor.remedy;

import org.jspecify.annotations.NullMarked;
