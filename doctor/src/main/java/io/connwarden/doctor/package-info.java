/**
 * Tells before the night whether Connwarden will work on a server: probing ({@code probe}) brings home findings ({@code
 * finding}), which are judged ({@code assessment}) and cured on paper ({@code remedy}). {@link
 * io.connwarden.doctor.Doctor} puts the four together; {@link io.connwarden.doctor.StartupDiagnostics} lets a service be told once
 * at its start.
 */
@NullMarked
package io.connwarden.doctor;

import org.jspecify.annotations.NullMarked;
