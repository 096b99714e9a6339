package io.connwarden.doctor.finding;

/**
 * What kind of server it is.
 *
 * @param versionNumber as {@code server_version_num}, such as 180001
 * @param version as the server writes it
 * @param standby whether it is in recovery
 */
public record Server(int versionNumber, String version, boolean standby, Provider provider) {

    public int major() {
        return versionNumber / 10_000;
    }
}
