package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.driver.support.Labels;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a server is, by what Databases of all namespaces say: host and port, or all of {@code connect} for a driver that has no
 * hosts. One server under two names counts as two.
 */
public final class ServerPlace {
    /** Label on Jobs that move data: where their server is. */
    public static final String LABEL = "db.isotoma.com/server-place";

    /** No driver has such a key in {@code connect}. */
    private static final String KEPT = "@";

    private static final int DIGITS = 32;

    private ServerPlace() {}

    /** What stands for the place, fit for a label. */
    public static String of(Map<String, IntOrString> connect) {
        var kept = connect.get(KEPT);
        return kept == null ? digest(connect) : kept.getStrVal();
    }

    /** What is to be kept of {@code connect}, so that its place is the same. */
    public static Map<String, IntOrString> kept(Map<String, IntOrString> connect) {
        return Map.of(KEPT, new IntOrString(of(connect)));
    }

    private static String digest(Map<String, IntOrString> connect) {
        var host = connect.get("host");
        var port = connect.get("port");
        var place = host == null
                ? new TreeMap<>(connect)
                : Arrays.asList(text(host).toLowerCase(Locale.ROOT), port == null ? "" : text(port));
        return Labels.hash(Serialization.asJson(place)).substring(0, DIGITS);
    }

    private static String text(IntOrString value) {
        return value.getStrVal() == null ? String.valueOf(value.getIntVal()) : value.getStrVal();
    }
}
