package io.connwarden.doctor.reading;

/** The provider of a server, according to its roles or its address, with its instructions for administrators. */
public enum Provider {
    PLAIN("PostgreSQL", "as a superuser", "", ""),
    AMAZON_RDS(
            "Amazon RDS",
            "as the master user, a member of rds_superuser",
            "in the instance's DB parameter group",
            "; takes effect after a reboot"),
    GOOGLE_CLOUD_SQL(
            "Google Cloud SQL",
            "as user postgres, a member of cloudsqlsuperuser",
            "as a database flag, if Cloud SQL offers it; gcloud replaces all flags that were set before",
            "; the instance restarts"),
    AZURE(
            "Azure Database for PostgreSQL",
            "as the server admin, a member of azure_pg_admin",
            "as a server parameter, if Azure offers it",
            "; takes effect after a restart"),
    SUPABASE(
            "Supabase",
            "as user postgres, which is not a superuser",
            "as custom Postgres config with the Supabase CLI, if the setting is available there",
            "; the database restarts");

    private final String displayName;
    private final String administrator;
    private final String settings;
    private final String restart;

    Provider(String displayName, String administrator, String settings, String restart) {
        this.displayName = displayName;
        this.administrator = administrator;
        this.settings = settings;
        this.restart = restart;
    }

    /** Returns the name of the product. */
    public String displayName() {
        return displayName;
    }

    /** Returns the role that grants privileges, as half a sentence. */
    public String administrator() {
        return administrator;
    }

    /** Returns the place of a server setting, as half a sentence; empty for plain PostgreSQL. */
    public String settings(boolean needsRestart) {
        return settings + (needsRestart ? restart : "");
    }
}
