package io.connwarden.doctor.finding;

/** Whose service a server is, as far as its roles or its address tell. */
public enum Provider {
    PLAIN("PostgreSQL"),
    AMAZON_RDS("Amazon RDS"),
    GOOGLE_CLOUD_SQL("Google Cloud SQL"),
    AZURE("Azure Database for PostgreSQL"),
    SUPABASE("Supabase");

    private final String displayName;

    Provider(String spoken) {
        this.displayName = spoken;
    }

    /** As people call it. */
    public String displayName() {
        return displayName;
    }
}
