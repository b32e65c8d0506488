package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Credentials;

/** How libpq takes its parameters. */
final class Conninfo {
    /** A server that has vanished without a word is noticed after some two minutes. */
    private static final String KEEPALIVE =
            " keepalives=1 keepalives_idle=60 keepalives_interval=10 keepalives_count=6 tcp_user_timeout=120000";

    private Conninfo() {}

    /**
     * A connection string for a database. A bare name would be taken for a connection string itself if it contained a
     * {@code =} or began with {@code postgresql://}.
     */
    static String of(String database, Protection protection) {
        return "dbname='" + database.replace("\\", "\\\\").replace("'", "\\'") + "'" + KEEPALIVE + " channel_binding="
                + protection.channelBinding()
                + (protection.requiredAuthentication().isEmpty()
                        ? ""
                        : " require_auth=" + protection.requiredAuthentication());
    }

    /** The content of a password file that holds for every server. */
    static String passFile(Credentials account) {
        return "*:*:*:*:" + account.password().replace("\\", "\\\\").replace(":", "\\:") + "\n";
    }
}
