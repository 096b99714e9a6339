/**
 * The doctor checks in advance that Connwarden will work on a server. Probes ({@code probe}) return findings ({@code
 * finding}), checks ({@code check}) evaluate them, and {@code remedy} names the remedies. {@link
 * io.connwarden.doctor.Doctor} composes the four packages. {@link io.connwarden.doctor.StartupDiagnostics} runs it at
 * the start of a service.
 */
@NullMarked
package io.connwarden.doctor;

import org.jspecify.annotations.NullMarked;
