/**
 * The doctor checks in advance that Connwarden will work on a server. Probes ({@code probe}) return readings ({@code
 * reading}), checks ({@code check}) turn readings into findings, and {@code remedy} names the remedies. {@link
 * io.connwarden.doctor.Doctor} composes the four packages. {@link io.connwarden.doctor.StartupDiagnostics} runs it at
 * the start of a service.
 */
@NullMarked
package io.connwarden.doctor;

import org.jspecify.annotations.NullMarked;
