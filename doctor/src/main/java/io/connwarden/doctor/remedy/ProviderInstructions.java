package io.connwarden.doctor.remedy;

import io.connwarden.doctor.finding.Provider;

/** Where things are changed at a provider's. */
enum ProviderInstructions {
    PLAIN("as a superuser", "", ""),
    AMAZON_RDS(
            "as the master user, a member of rds_superuser",
            "in the instance's DB parameter group",
            "; takes effect after a reboot"),
    GOOGLE_CLOUD_SQL(
            "as user postgres, a member of cloudsqlsuperuser",
            "as a database flag, if Cloud SQL offers it; gcloud replaces all flags that were set before",
            "; the instance restarts"),
    AZURE(
            "as the server admin, a member of azure_pg_admin",
            "as a server parameter, if Azure offers it",
            "; takes effect after a restart"),
    SUPABASE(
            "as user postgres, which is no superuser",
            "as custom Postgres config with the Supabase CLI, if it offers it",
            "; the database restarts");

    private final String administrator;
    private final String settings;
    private final String restart;

    ProviderInstructions(String administrator, String settings, String restart) {
        this.administrator = administrator;
        this.settings = settings;
        this.restart = restart;
    }

    static ProviderInstructions of(Provider provider) {
        return switch (provider) {
            case PLAIN -> PLAIN;
            case AMAZON_RDS -> AMAZON_RDS;
            case GOOGLE_CLOUD_SQL -> GOOGLE_CLOUD_SQL;
            case AZURE -> AZURE;
            case SUPABASE -> SUPABASE;
        };
    }

    /** As whom rights are granted. */
    String administrator() {
        return administrator;
    }

    /** Where a setting of the whole server is changed. */
    String settings(boolean restarts) {
        return settings + (restarts ? restart : "");
    }
}
